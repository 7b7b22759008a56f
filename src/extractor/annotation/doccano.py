"""doccano: JSON Lines of a sequence-labelling project with relations.

doccano's spans have a label and no attributes. What takes a word of a list is part of the label
(``Deal kind=merger status=announced``), so that an annotator can choose it; figures, dates and names that the
text lacks travel as the document's metadata, by the place of their span.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.annotation.files import FormatError, dump, find_files, json_lines, mark_of, write_file
from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.scheme import CHOICES

LOSES = (
    "figures and dates are kept for spans that stay where they are; those of moved or new spans are read from"
    " their words"
)


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """All documents in one file, one a line."""
    lines = "".join(f"{dump(line_of(document))}\n" for document in documents)
    write_file(folder / "doccano.jsonl", lines.encode())
    return []


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every line of the ``*.jsonl`` files."""
    for place, line in json_lines(find_files(folder, ".jsonl")):
        try:
            yield line if isinstance(line, FormatError) else document_of(line)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield FormatError(f"{place}: is no document of doccano with relations ({error!r})")


def line_of(document: Annotated) -> dict[str, Any]:
    """One document."""
    free = [
        [
            mark.label,
            *mark.place,
            {name: mark.attributes[name] for name in mark.attributes if name not in CHOICES},
        ]
        for mark in document.marks
    ]
    return {
        "text": document.text,
        "document": document.id,
        "attributes": dump(free),
        "entities": [
            {"id": number, "label": _label(mark), "start_offset": mark.start, "end_offset": mark.end}
            for number, mark in enumerate(document.marks, start=1)
        ],
        "relations": [
            {"id": number, "from_id": link.source + 1, "to_id": link.target + 1, "type": link.label}
            for number, link in enumerate(document.links, start=1)
        ],
    }


def document_of(line: dict[str, Any]) -> Annotated:
    """The document of a line; doccano numbers its entities anew, in their old order."""
    free: dict[tuple[str, int, int], list[dict[str, str]]] = {}
    for label, start, end, told in json.loads(line.get("attributes") or "[]"):
        free.setdefault((label, start, end), []).append(told)
    order: dict[int, int] = {}
    marks: list[Mark] = []
    for entity in sorted(line["entities"], key=lambda one: int(one["id"])):
        order[entity["id"]] = len(marks)
        label, chosen = _split(entity["label"])
        told = free.get((label, entity["start_offset"], entity["end_offset"]), [])
        attributes = chosen | (told.pop(0) if told else {})
        marks.append(mark_of(label, entity["start_offset"], entity["end_offset"], attributes))
    links = [
        Link(one["type"], order[one["from_id"]], order[one["to_id"]])
        for one in sorted(line["relations"], key=lambda one: int(one["id"]))
    ]
    return Annotated(str(line["document"]), line["text"], tuple(marks), tuple(links))


def _label(mark: Mark) -> str:
    chosen = (f"{name}={mark.attributes[name]}" for name in CHOICES if name in mark.attributes)
    return " ".join((mark.label, *chosen))


def _split(label: str) -> tuple[str, dict[str, str]]:
    name, *chosen = label.split()
    return name, dict(one.split("=", 1) for one in chosen)
