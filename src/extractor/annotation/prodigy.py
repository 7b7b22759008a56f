"""prodigy: JSON Lines with tokens, spans and relations, as its ``relations`` and ``spans_manual`` interfaces read them.

A span's attributes stand under its own key ``attributes``, which prodigy keeps and does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.annotation.files import FormatError, dump, find_files, json_lines, mark_of, write_file
from extractor.annotation.model import Annotated, Link
from extractor.annotation.tokens import tokenize

LOSES = (
    "attributes are kept under a key of their own that its pages do not show; its relations page shows no"
    " overlapping spans"
)


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """All documents in one file, one a line."""
    lines = "".join(f"{dump(line_of(document))}\n" for document in documents)
    write_file(folder / "prodigy.jsonl", lines.encode())
    return []


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every accepted line of the ``*.jsonl`` files."""
    for place, line in json_lines(find_files(folder, ".jsonl")):
        try:
            if isinstance(line, FormatError):
                yield line
            elif line.get("answer", "accept") == "accept":
                yield document_of(line)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield FormatError(f"{place}: is no task of prodigy with spans ({error!r})")


def line_of(document: Annotated) -> dict[str, Any]:
    """One task."""
    doc = tokenize(document)
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i for token in doc}
    spans = [
        {
            "start": mark.start,
            "end": mark.end,
            "token_start": starts[mark.start],
            "token_end": ends[mark.end],
            "label": mark.label,
            "mark": number,
        }
        for number, mark in enumerate(document.marks)
    ]
    return {
        "text": document.text,
        "meta": {"document": document.id},
        "tokens": [
            {
                "text": token.text,
                "start": token.idx,
                "end": token.idx + len(token),
                "id": token.i,
                "ws": bool(token.whitespace_),
            }
            for token in doc
        ],
        "spans": [
            span | ({"attributes": dict(mark.attributes)} if mark.attributes else {})
            for span, mark in zip(spans, document.marks, strict=True)
        ],
        "relations": [
            {
                "head": spans[link.source]["token_end"],
                "child": spans[link.target]["token_end"],
                "head_span": spans[link.source],
                "child_span": spans[link.target],
                "label": link.label,
            }
            for link in document.links
        ],
    }


def document_of(line: dict[str, Any]) -> Annotated:
    """The document of a task; a relation's ends are found by our number, or by place and label."""
    marks = [
        mark_of(span["label"], span["start"], span["end"], span.get("attributes") or {})
        for span in line["spans"]
    ]
    numbers: dict[object, int] = {}
    for number, span in enumerate(line["spans"]):
        numbers.setdefault(_place(span), number)
        if "mark" in span:
            numbers[span["mark"], _place(span)] = number

    def find(span: dict[str, Any]) -> int:
        exact = numbers.get((span.get("mark"), _place(span)))
        return numbers[_place(span)] if exact is None else exact

    links = [
        Link(one["label"], find(one["head_span"]), find(one["child_span"]))
        for one in line.get("relations") or ()
    ]
    return Annotated(str(line["meta"]["document"]), line["text"], tuple(marks), tuple(links))


def _place(span: dict[str, Any]) -> tuple[str, int, int]:
    return span["label"], span["start"], span["end"]
