"""Records to text, a piece at a time, for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Protocol

from pydantic import BaseModel

from extractor.schema import Extraction

_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""Line ends to some readers, none to JSON: written as escapes, a record is one line to everybody."""


class Record(Protocol):
    """What has a form of one line: an extraction, a merged deal."""

    def to_json(self) -> str:
        """The record on one line of JSON."""


def json_line(record: Record) -> str:
    """The record as one line, with its end."""
    return record.to_json().translate(_LINE_ENDS) + "\n"


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One record a line."""
    return map(json_line, records)


def json_array(records: Iterable[Extraction]) -> Iterator[str]:
    """All records as one indented array."""
    opening = "[\n"
    for record in records:
        yield opening + textwrap.indent(record.model_dump_json(indent=2).translate(_LINE_ENDS), "  ")
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else "[]\n"


def extraction_json_schema() -> str:
    """The JSON Schema of a record, as it stands in ``schemas/extraction.schema.json``."""
    return written_schema(Extraction)


def written_schema(model: type[BaseModel]) -> str:
    """The JSON Schema of what a model writes, as text."""
    described = model.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
