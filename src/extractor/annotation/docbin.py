"""spaCy's DocBin: ``annotations.spacy``, with all marks in ``doc.spans["extractor"]``.

The group's ``attrs`` hold attributes and relations. ``doc.ents`` has the names, sums, dates and percentages that
do not overlap, which is what an entity recogniser is trained on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.annotation.files import FormatError, find_files, mark_of, write_file
from extractor.annotation.model import Annotated, Link
from extractor.annotation.scheme import DATE, MONEY, PARTY, PERCENT
from extractor.annotation.tokens import blank, tokenize

if TYPE_CHECKING:
    from spacy.tokens import Doc

LOSES = "nothing in doc.spans; doc.ents has only what does not overlap"
GROUP = "extractor"
_ENTITIES = (PARTY, MONEY, DATE, PERCENT)


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """All documents in one file."""
    from spacy.tokens import DocBin, Span, SpanGroup
    from spacy.util import filter_spans

    store = DocBin()
    for document in documents:
        doc = tokenize(document)
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}
        spans = [Span(doc, starts[mark.start], ends[mark.end], label=mark.label) for mark in document.marks]
        attrs = {
            "document": document.id,
            "attributes": [dict(mark.attributes) for mark in document.marks],
            "relations": [[link.label, link.source, link.target] for link in document.links],
        }
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs=attrs, spans=spans)
        doc.ents = filter_spans([span for span in spans if span.label_ in _ENTITIES])
        store.add(doc)
    write_file(folder / "annotations.spacy", store.to_bytes())
    return []


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every Doc of the ``*.spacy`` files that has the group."""
    from spacy.tokens import DocBin

    for path in find_files(folder, ".spacy"):
        try:
            docs = list(DocBin().from_disk(path).get_docs(blank().vocab))
        except Exception as error:  # zlib, msgpack and spaCy each raise their own
            yield FormatError(f"{path}: is no DocBin ({error!r:.100})")
            continue
        for number, doc in enumerate(docs, start=1):
            try:
                yield document_of(doc)
            except (KeyError, TypeError, ValueError) as error:
                yield FormatError(
                    f"{path}: document {number}: has no marks of ours under {GROUP!r} ({error!r})"
                )


def document_of(doc: Doc) -> Annotated:
    """The document of a Doc; spans without attributes of their own are new ones, at the end of the group."""
    group = doc.spans[GROUP]
    told = [*group.attrs["attributes"], *({} for _ in group)]
    marks = [
        mark_of(span.label_, span.start_char, span.end_char, attributes)
        for span, attributes in zip(group, told, strict=False)
    ]
    links = [Link(*relation) for relation in group.attrs["relations"]]
    return Annotated(str(group.attrs["document"]), doc.text, tuple(marks), tuple(links))
