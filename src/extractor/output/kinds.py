"""The forms in which records are written, and the names of files that tell them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from extractor.errors import ExtractorError

STANDARD = "-"
"""Standard input, or output."""


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    csv = "csv"
    parquet = "parquet"
    sqlite = "sqlite"
    duckdb = "duckdb"


SUFFIXES = {
    ".jsonl": Format.jsonl,
    ".json": Format.json,
    ".csv": Format.csv,
    ".parquet": Format.parquet,
    ".sqlite": Format.sqlite,
    ".db": Format.sqlite,
    ".duckdb": Format.duckdb,
}


class UnknownFormatError(ExtractorError):
    """A file's name tells none of the formats."""


def format_of(path: str) -> Format:
    """The format that a file's suffix tells, JSON Lines for ``-``; raises UnknownFormatError."""
    if path == STANDARD:
        return Format.jsonl
    try:
        return SUFFIXES[PurePath(path).suffix.lower()]
    except KeyError:
        raise UnknownFormatError(
            f"{path}: its suffix tells no format; name it one of {' '.join('*' + suffix for suffix in SUFFIXES)}"
        ) from None
