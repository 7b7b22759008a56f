"""Records as flat tables: documents, deals, financings, valuations, quotes, parties, evidence.

``document_id`` joins all tables, ``item`` (``deals[0]``) a deal, financing, valuation or quote to its parties and
evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from extractor.output.columns import Cell, Column, columns_of, document_columns, kind_of
from extractor.output.rows import RECORDS
from extractor.output.sink import OutputError
from extractor.schema import Extraction, Party, Span, Target

Row = tuple[Cell, ...]
_BATCH = 4_000_000  # characters of JSON


@dataclass(frozen=True, slots=True)
class Table:
    """One table: columns that say where a row belongs, then those of its model."""

    keys: dict[str, type]
    columns: tuple[Column, ...]

    @property
    def types(self) -> dict[str, type]:
        """Each column's type by its name, in order."""
        return self.keys | {column.name: column.type for column in self.columns}

    def row(self, keys: Row, model: BaseModel) -> Row:
        """The row of a model."""
        return (*keys, *(column.read(model) for column in self.columns))


def batches(records: Iterable[Extraction]) -> Iterator[dict[str, list[Row]]]:
    """The rows of each table, some megabytes at a time.

    Raises OutputError for a document whose id another has: their rows could not be told apart.
    """
    seen: dict[str, int] = {}
    batch: dict[str, list[Row]] = {name: [] for name in TABLES}
    size = 0
    for number, record in enumerate(records):
        if (first := seen.setdefault(record.document.id, number)) != number:
            raise OutputError(
                f"{record.document.id}: records {first + 1} and {number + 1} both have this id, and their rows"
                " could not be told apart; give one of them another id"
            )
        for name, row in _rows(record, number):
            batch[name].append(row)
        size += len(str(batch["documents"][-1][-1]))
        if size >= _BATCH:
            yield batch
            batch, size = {name: [] for name in TABLES}, 0
    yield batch


def _rows(record: Extraction, number: int) -> Iterator[tuple[str, Row]]:
    document_id = record.document.id
    yield "documents", TABLES["documents"].row((number,), record)
    for kind in RECORDS:
        for place, item in enumerate(getattr(record, kind)):
            path = f"{kind}[{place}]"
            yield kind, TABLES[kind].row((document_id, path, place), item)
            for field in type(item).model_fields:
                value, keys = getattr(item, field), (document_id, path, field)
                yield from (("parties", row) for row in _party_rows(value, keys))
                for span_path, span in _spans(value, f"{path}.{field}"):
                    yield "evidence", TABLES["evidence"].row((*keys, span_path), span)


def _party_rows(value: object, keys: tuple[str, str, str]) -> Iterator[Row]:
    document_id, item, field = keys
    for place, party in enumerate(value if isinstance(value, tuple) else (value,)):
        if isinstance(party, Party):
            path = f"{item}.{field}" + (f"[{place}]" if isinstance(value, tuple) else "")
            yield TABLES["parties"].row((document_id, item, field.removesuffix("s"), place, path), party)


def _spans(value: object, path: str) -> Iterator[tuple[str, Span]]:
    """Every span inside a value, with its path in the record."""
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _spans(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _spans(item, f"{path}[{place}]")


_ITEM: dict[str, type] = {"document_id": str, "item": str}
_NUMBERED = _ITEM | {"number": int}
TABLES = {
    "documents": Table({"number": int}, tuple(document_columns())),
    **{
        kind: Table(_NUMBERED, tuple(columns_of(kind_of(Extraction.model_fields[kind].annotation)[0])))
        for kind in RECORDS
    },
    "parties": Table(_ITEM | {"role": str, "number": int, "path": str}, tuple(columns_of(Target))),
    "evidence": Table(_ITEM | {"field": str, "path": str}, tuple(columns_of(Span))),
}
"""Each table by its name."""
