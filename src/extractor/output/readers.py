"""The one way to read records back, from any format that holds them whole."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import ReadingError
from extractor.evaluation.gold import faults_of
from extractor.output.databases import read_duckdb, read_sqlite
from extractor.output.kinds import STANDARD, Format, format_of
from extractor.output.parquet import read_parquet
from extractor.reading.paths import unreadable
from extractor.schema import Extraction
from extractor.version import SCHEMA_VERSION

_READERS = {Format.parquet: read_parquet, Format.sqlite: read_sqlite, Format.duckdb: read_duckdb}


def read_records(path: str | Path) -> Iterator[Extraction]:
    """The records of a file, one at a time, in the order in which they were written.

    The suffix tells the format; ``-`` is JSON Lines from standard input. Raises ReadingError, naming file and
    line, for what is no record, and UnknownFormatError for a suffix that tells none.
    """
    return (parse_record(place, line) for place, line in _lines(str(path)))


def parse_record(place: str, line: str | bytes, *, is_lossy: bool = False) -> Extraction:
    """The record of a line of JSON; ReadingError, opening with ``place``, where it is none.

    ``is_lossy``: fields that a later minor version of the contract added are passed over.
    """
    try:
        record = Extraction.model_validate_json(line, extra="ignore" if is_lossy else None)
    except ValidationError as error:
        raise ReadingError(f"{place}: is no record of ours: {faults_of(error)}") from error
    if record.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        version = record.schema_version
        raise ReadingError(
            f"{place}: its contract is version {version}, ours {SCHEMA_VERSION}; extract it again"
        )
    return record


def lines_of(path: str | Path) -> Iterator[tuple[str, bytes]]:
    """The place (``records.jsonl:3``) and the bytes of each line of a file that is not empty."""
    name, file = ("standard input", 0) if str(path) == STANDARD else (path, path)
    try:
        with open(file, "rb", closefd=file != 0) as opened:
            for number, line in enumerate(opened, start=1):
                content = line.removeprefix(b"\xef\xbb\xbf").strip()
                if content:
                    yield f"{name}:{number}", content
    except OSError as error:
        raise ReadingError(unreadable(str(name), error).message) from error


def _lines(path: str) -> Iterator[tuple[str, str | bytes]]:
    format = format_of(path)
    if format is Format.jsonl:
        yield from lines_of(path)
        return
    if format not in _READERS:
        raise ReadingError(
            f"{path}: {format.upper()} is written only; name a file of JSON Lines, Parquet, SQLite or DuckDB"
        )
    try:
        is_file = stat.S_ISREG(Path(path).stat().st_mode)
    except OSError as error:
        raise ReadingError(unreadable(path, error).message) from error
    if not is_file and format is not Format.parquet:
        raise ReadingError(f"{path}: is no regular file; check what it is")
    for number, line in _READERS[format](Path(path)):
        yield f"{path}: documents, number {number}", line
