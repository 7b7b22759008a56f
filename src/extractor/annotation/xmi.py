"""INCEpTION through UIMA CAS XMI: ``<id>.xmi`` a document, and ``typesystem.xml``, by dkpro-cassis.

One span layer and one relation layer, each with string features. INCEpTION imports what its project has layers
for: make ``webanno.custom.DealSpan`` and ``webanno.custom.DealRelation`` there, with stacking and overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.annotation.files import FormatError, find_files, id_of, path_of, write_file
from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.scheme import OWNERS
from extractor.extras import load_extra

LOSES = "nothing, but XML has no control characters: a text with one cannot be written"
SPAN, RELATION = "webanno.custom.DealSpan", "webanno.custom.DealRelation"
_TYPES = "typesystem.xml"


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """One file a document; those that XML cannot hold are returned."""
    types = _type_system()
    failures = []
    write_file(folder / _TYPES, types.to_xml().encode())
    for document in documents:
        try:
            content = _cas_of(document, types).to_xmi()
        except ValueError as error:
            failures.append(FormatError(f"{document.id}: XML cannot hold this text: {error}"))
        else:
            write_file(path_of(folder, document.id, ".xmi"), content.encode())
    return failures


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every ``*.xmi``, with the type system that stands beside or above it."""
    cassis = _cassis()
    for path in find_files(folder, ".xmi"):
        try:
            with _types_of(path).open("rb") as types:
                system = cassis.load_typesystem(types)
            with path.open("rb") as file:
                yield document_of(
                    id_of(path, folder), cassis.load_cas_from_xmi(file, typesystem=system, lenient=True)
                )
        except FormatError as error:
            yield error
        except Exception as error:  # lxml and cassis each raise their own
            yield FormatError(f"{path}: is no XMI with the layers {SPAN} and {RELATION} ({error!r:.200})")


def document_of(document_id: str, cas: Any) -> Annotated:
    """The document of a CAS; what has no number of ours comes last, as it stands in the text."""
    spans = sorted(cas.select(SPAN), key=_order)
    numbers = {span.xmiID: number for number, span in enumerate(spans)}
    return Annotated(
        document_id,
        cas.sofa_string,
        tuple(
            Mark(
                span.label or "",
                span.begin,
                span.end,
                {name: value for name in OWNERS if (value := getattr(span, name, None)) is not None},
            )
            for span in spans
        ),
        tuple(
            Link(one.label or "", numbers[one.Governor.xmiID], numbers[one.Dependent.xmiID])
            for one in sorted(cas.select(RELATION), key=_order)
        ),
    )


def _order(feature: Any) -> tuple[int, int]:
    number = feature.order or ""
    return (int(number), 0) if number.isdigit() else (1 << 31, feature.begin)


def _cassis() -> Any:
    return load_extra("cassis", extra="annotation", need="XMI needs dkpro-cassis")


def _type_system() -> Any:
    types = _cassis().TypeSystem()
    span = types.create_type(name=SPAN, supertypeName="uima.tcas.Annotation")
    relation = types.create_type(name=RELATION, supertypeName="uima.tcas.Annotation")
    for name in ("label", "order", *OWNERS):
        types.create_feature(domainType=span, name=name, rangeType="uima.cas.String")
    for name in ("label", "order"):
        types.create_feature(domainType=relation, name=name, rangeType="uima.cas.String")
    for name in ("Governor", "Dependent"):
        types.create_feature(domainType=relation, name=name, rangeType=span)
    return types


def _cas_of(document: Annotated, types: Any) -> Any:
    cas = _cassis().Cas(typesystem=types)
    cas.sofa_string = document.text
    cas.sofa_mime = "text/plain"
    span, relation = types.get_type(SPAN), types.get_type(RELATION)
    spans = [
        span(begin=mark.start, end=mark.end, label=mark.label, order=str(number), **mark.attributes)
        for number, mark in enumerate(document.marks)
    ]
    cas.add_all(spans)
    cas.add_all(
        relation(
            begin=spans[link.target].begin,
            end=spans[link.target].end,
            label=link.label,
            order=str(number),
            Governor=spans[link.source],
            Dependent=spans[link.target],
        )
        for number, link in enumerate(document.links)
    )
    return cas


def _types_of(path: Path) -> Path:
    for folder in path.parents:
        for name in (_TYPES, "TypeSystem.xml"):
            if (folder / name).is_file():
                return folder / name
    raise FormatError(f"{path}: no {_TYPES} beside it; put there what was exported with it")
