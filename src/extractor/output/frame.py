"""Records as a frame: one flat table in memory, for pandas, polars, DuckDB, pyarrow and whoever else reads Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractor.errors import ExtractorError
from extractor.output.arrow import arrow_table
from extractor.output.columns import Cell
from extractor.output.flat_tables import TABLES, batches
from extractor.schema import Extraction


@dataclass(frozen=True, slots=True)
class Frame:
    """One of the flat tables, column by column.

    It is handed over whole, with its types, by Arrow's PyCapsule interface, which needs pyarrow:
    ``pandas.DataFrame.from_arrow(frame)``, ``polars.DataFrame(frame)``. ``columns`` needs nothing.
    """

    table: str
    columns: dict[str, list[Cell]]
    """The cells of each column by its name; None where a record leaves them open."""

    def __len__(self) -> int:
        """How many rows there are."""
        return max(map(len, self.columns.values()), default=0)

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        """The table as Arrow hands it from library to library; raises MissingPackageError without pyarrow."""
        return arrow_table(self.table, self.columns.values()).__arrow_c_stream__(requested_schema)


def to_frame(records: Extraction | Iterable[Extraction], table: str = "deals") -> Frame:
    """One of the tables of docs/outputs.md, of all ``records``: deals, documents, financings, quotes …

    Raises ExtractorError for a table that is not there, and OutputError for two documents of one id.
    """
    if table not in TABLES:
        raise ExtractorError(f"no table is called {table!r}: take one of {', '.join(TABLES)}")
    given = [records] if isinstance(records, Extraction) else records
    columns: dict[str, list[Cell]] = {name: [] for name in TABLES[table].types}
    for batch in batches(given):
        for row in batch[table]:
            for column, cell in zip(columns.values(), row, strict=True):
                column.append(cell)
    return Frame(table, columns)
