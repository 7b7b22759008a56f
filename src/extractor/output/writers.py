"""The one way to write records to a file, in any format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.output.databases import write_duckdb, write_sqlite
from extractor.output.formats import json_array, json_lines
from extractor.output.kinds import Format
from extractor.output.parquet import write_parquet
from extractor.output.sink import open_output, open_workplace
from extractor.output.spreadsheet import csv_lines
from extractor.output.table import plain_tables
from extractor.schema import Extraction

_AS_TEXT = {
    Format.jsonl: json_lines,
    Format.json: json_array,
    Format.csv: csv_lines,
    Format.table: plain_tables,
}
_AS_TABLES = {Format.sqlite: write_sqlite, Format.duckdb: write_duckdb, Format.parquet: write_parquet}


def write_records(
    records: Iterable[Extraction], path: str | Path, format: Format, *, inputs: Iterable[str] = ()
) -> None:
    """Write ``records``, a few in memory at a time, to ``path``: it appears when whole, or not at all.

    Text goes to ``-`` (standard output) and to pipes, too; Parquet is a new folder.

    Raises OutputError where ``path`` cannot be written, is being written, or is one of ``inputs``, and where
    two documents of tables have one id; MissingPackageError where the format's package is not installed.
    """
    if format in _AS_TEXT:
        with open_output(str(path), inputs=inputs, keep_partial=False) as write:
            for piece in _AS_TEXT[format](records):
                write(piece)
    else:
        is_folder = format is Format.parquet
        with open_workplace(str(path), inputs=inputs, folder=is_folder) as made:
            _AS_TABLES[format](records, made)
