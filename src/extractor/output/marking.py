"""An article with its evidence marked: in colour, or in brackets where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from extractor.output.rows import rows_of
from extractor.output.stretches import cut
from extractor.output.terminal import defuse
from extractor.schema import Extraction

_STYLES = {
    "acquirer": "bold cyan",
    "target": "bold magenta",
    "target description": "magenta",
    "target location": "magenta",
    "seller": "bold blue",
    "status": "bold red",
    "price": "bold green",
    "price per share": "green",
    "stake": "green",
    "prior funding": "bold yellow",
    "valuation": "bold bright_yellow",
    "amount": "yellow",
    "investor": "bold bright_blue",
    "lead investor": "bold bright_blue",
    "company": "bright_magenta",
    "quote": "italic",
    "speaker": "bright_cyan",
    "cue": "red",
}
_OTHER = "underline"


def mark(text: str, extraction: Extraction, *, color: bool) -> Text:
    """``text`` with the words that each value was read from: coloured, or as ``[words](field)``."""
    marked = Text()
    for words, field in _stretches(text, extraction):
        if field is None:
            marked.append(defuse(words))
        elif color:
            marked.append(defuse(words), style=_style(field))
        else:
            marked.append(f"[{defuse(words)}]({field})")
    marked.rstrip()
    return marked


def legend(extraction: Extraction) -> Text:
    """The fields that are marked, each in its colour."""
    fields = dict.fromkeys(row.field for row in rows_of(extraction) if row.words)
    return Text("  ").join(Text(field, style=_style(field)) for field in fields)


def _style(field: str) -> str:
    return _STYLES.get(field, _OTHER)


def _stretches(text: str, extraction: Extraction) -> Iterator[tuple[str, str | None]]:
    """``text`` cut where the field that it is evidence of changes; within a longer span the shorter shows."""
    rows = (([(span.start, span.end) for span in row.words], row.field) for row in rows_of(extraction))
    for field, run in groupby(cut(text, rows), key=lambda stretch: next(iter(stretch.marks), None)):
        yield "".join(stretch.text for stretch in run), field
