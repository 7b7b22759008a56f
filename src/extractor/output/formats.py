"""Records to text, a piece at a time, for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from extractor.schema import Extraction

_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Line ends to some readers, none to JSON: written as escapes, a record is one line to everybody."""


def json_lines(records: Iterable[Extraction]) -> Iterator[str]:
    """One record a line."""
    for record in records:
        yield record.to_json().translate(_LINE_ENDS) + "\n"


def json_array(records: Iterable[Extraction]) -> Iterator[str]:
    """All records as one indented array."""
    opening = "[\n"
    for record in records:
        yield opening + textwrap.indent(record.model_dump_json(indent=2).translate(_LINE_ENDS), "  ")
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else "[]\n"
