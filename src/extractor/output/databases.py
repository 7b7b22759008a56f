"""Records in SQLite and in DuckDB: the same tables, written and read a batch at a time."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.errors import ReadingError
from extractor.extras import load_extra
from extractor.output.flat_tables import TABLES, Row, batches
from extractor.schema import Extraction

_TYPES = {str: "TEXT", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
_SQLITE_INDEXES = (
    "CREATE UNIQUE INDEX documents_by_number ON documents (number)",
    "CREATE UNIQUE INDEX documents_by_id ON documents (document_id)",
    *(f"CREATE INDEX {name}_by_item ON {name} (document_id, item)" for name in TABLES if name != "documents"),
    "CREATE INDEX parties_by_name ON parties (name)",
)
_DUCKDB = {"threads": 1, "memory_limit": "1GB", "enable_external_access": False}
_FETCHED = 100  # records in memory at a time


def write_sqlite(records: Iterable[Extraction], path: Path) -> None:
    """Make a SQLite database of ``path``, a new file; OSError where it cannot be written."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")  # what is not whole is thrown away
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            _create_tables(database)
            for batch in batches(records):
                for name, rows in batch.items():
                    places = ", ".join("?" * len(TABLES[name].types))
                    database.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
            for index in _SQLITE_INDEXES:
                database.execute(index)
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise _as_os_error(error) from error


def write_duckdb(records: Iterable[Extraction], path: Path) -> None:
    """Make a DuckDB database of ``path``, a new file; OSError where it cannot be written."""
    duckdb = _duckdb()
    try:
        with duckdb.connect(path, config=_DUCKDB) as database:
            _create_tables(database)
            for batch in batches(records):
                for name, rows in batch.items():
                    _append(database, name, rows)
    except duckdb.Error as error:
        raise _as_os_error(error) from error


def read_sqlite(path: Path) -> Iterator[tuple[int, str]]:
    """The number and the JSON of each record of a SQLite database, in order."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            yield from _read(database)
    except sqlite3.Error as error:
        raise ReadingError(
            f"{path}: cannot be read as a SQLite database of records ({_first_line(error)})"
        ) from error


def read_duckdb(path: Path) -> Iterator[tuple[int, str]]:
    """The number and the JSON of each record of a DuckDB database, in order."""
    duckdb = _duckdb()
    try:
        with duckdb.connect(path, read_only=True, config=_DUCKDB) as database:
            yield from _read(database)
    except duckdb.Error as error:
        raise ReadingError(
            f"{path}: cannot be read as a DuckDB database of records ({_first_line(error)})"
        ) from error


def _create_tables(database: Any) -> None:
    for name, table in TABLES.items():
        columns = ", ".join(f'"{column}" {_TYPES[kind]}' for column, kind in table.types.items())
        database.execute(f"CREATE TABLE {name} ({columns})")


def _append(database: Any, name: str, rows: list[Row]) -> None:
    """A column at a time: row by row DuckDB takes a hundred times as long."""
    if rows:
        kinds = TABLES[name].types.values()
        columns = ", ".join(f"unnest(?::{_TYPES[kind]}[])" for kind in kinds)
        database.execute(
            f"INSERT INTO {name} SELECT {columns}", [list(column) for column in zip(*rows, strict=True)]
        )


def _read(database: Any) -> Iterator[tuple[int, str]]:
    """By ranges of numbers, so that no more than a few records are in memory."""
    ((count,),) = database.execute("SELECT coalesce(max(number) + 1, 0) FROM documents").fetchall()
    query = "SELECT number, record FROM documents WHERE number >= ? AND number < ? ORDER BY number"
    for start in range(0, count, _FETCHED):
        yield from database.execute(query, (start, start + _FETCHED)).fetchall()


def _duckdb() -> Any:
    return load_extra("duckdb", extra="duckdb", need="a DuckDB file needs duckdb")


def _as_os_error(error: Exception) -> OSError:
    return OSError(errno.EIO, _first_line(error))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
