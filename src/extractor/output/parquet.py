"""Records as a folder of Parquet files, one a table, written and read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from extractor.errors import ReadingError
from extractor.output.arrow import arrow, arrow_table, schema_of
from extractor.output.flat_tables import TABLES, batches
from extractor.schema import Extraction

_FETCHED = 100  # records in memory at a time


def write_parquet(records: Iterable[Extraction], folder: Path) -> None:
    """Make ``folder`` with a file for each table; OSError where it cannot be written."""
    parquet = _parquet()
    schemas = {name: schema_of(name) for name in TABLES}
    folder.mkdir()
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            )
            for name, schema in schemas.items()
        }
        for batch in batches(records):
            for name, rows in batch.items():
                if rows:
                    writers[name].write_table(arrow_table(name, zip(*rows, strict=True)))


def read_parquet(path: Path) -> Iterator[tuple[int, str]]:
    """The number and the JSON of each record of such a folder, or of its file of documents alone."""
    parquet = _parquet()
    file = path / "documents.parquet" if path.is_dir() else path
    try:
        with parquet.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_FETCHED, columns=["number", "record"]):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    except (OSError, ValueError, arrow().ArrowException) as error:
        first_line = str(error).partition("\n")[0]
        raise ReadingError(f"{path}: cannot be read as Parquet files of records ({first_line})") from error


def _parquet() -> Any:
    arrow()
    return import_module("pyarrow.parquet")
