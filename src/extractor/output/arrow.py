"""Rows of the flat tables as Arrow tables; needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractor.extras import load_extra
from extractor.output.columns import Cell
from extractor.output.flat_tables import TABLES


def arrow() -> Any:
    """The package; raises MissingPackageError where it is not installed."""
    return load_extra("pyarrow", extra="parquet", need="Parquet and Arrow need pyarrow")


def schema_of(table: str) -> Any:
    """The Arrow schema of one of TABLES."""
    types = {str: arrow().string(), int: arrow().int64(), float: arrow().float64(), bool: arrow().bool_()}
    return arrow().schema([(column, types[kind]) for column, kind in TABLES[table].types.items()])


def arrow_table(table: str, columns: Iterable[Iterable[Cell]]) -> Any:
    """One of TABLES, of its columns' cells."""
    schema = schema_of(table)
    cells = [arrow().array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return arrow().Table.from_arrays(cells, schema=schema)
