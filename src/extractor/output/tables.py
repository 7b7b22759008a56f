"""Records as flat tables: documents, deals, financings, valuations, quotes, parties, evidence.

The columns come from the contract's models: a field that is added there is a column here. ``document_id`` joins
all tables, ``item`` (``deals[0]``) a deal, financing, valuation or quote to its parties and evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractor.output.rows import RECORDS
from extractor.output.sink import OutputError
from extractor.schema import Extraction, Party, Span, Target

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
SEPARATOR = "; "
"""Between the names, or the words, of a cell that holds several."""
_BATCH = 4_000_000  # characters of JSON
_PARTY_PARTS = Party.model_fields.keys() - {"name"}  # columns of the table of parties alone


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: type
    """``str``, ``int``, ``float`` or ``bool``; any cell may be None."""
    read: Callable[[Any], Cell]
    """Its cell, of the model that a row is made of."""


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


def _columns(model: type[BaseModel], prefix: str = "", without: Collection[str] = ()) -> Iterator[Column]:
    """The columns of a model's fields, those of the models within it under longer names."""
    for field, info in model.model_fields.items():
        if field not in without:
            name = _name(prefix, field) if field != "id" else f"{model.__name__.lower()}_id"
            kind, is_many = _kind(info.annotation)
            yield from (_behind(field, column) for column in _columns_of_value(name, kind, is_many))


def _name(prefix: str, field: str) -> str:
    """``price_text`` for the span of a price, ``target`` for its name, ``announced_on`` for its value."""
    if prefix and field in {"name", "value", prefix}:
        return prefix
    words = "text" if field == "span" else field.replace("_span", "_text")
    return words if not prefix or words.startswith(f"{prefix}_") else f"{prefix}_{words}"


def _kind(annotation: Any) -> tuple[type, bool]:
    """What a field holds where it is not None, and whether it holds several."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin is Literal:
        return type(arguments[0]), False
    if origin is tuple:
        return _kind(arguments[0])[0], True
    if origin in (Union, UnionType):
        kinds = {_kind(argument) for argument in arguments if argument is not NoneType}
        return kinds.pop() if len(kinds) == 1 else (float, False)  # int | float
    return origin or annotation, False


def _columns_of_value(name: str, kind: type, is_many: bool) -> Iterator[Column]:
    if is_many:
        if issubclass(kind, Span | Party):
            words = attrgetter("name" if issubclass(kind, Party) else "text")
            yield Column(name, str, lambda items: SEPARATOR.join(dict.fromkeys(map(words, items))) or None)
    elif issubclass(kind, Span):
        yield Column(name, str, attrgetter("text"))
    elif issubclass(kind, BaseModel):
        yield from _columns(kind, name, _PARTY_PARTS if issubclass(kind, Party) else ())
    elif kind is dict:
        yield Column(name, str, lambda value: json.dumps(value, ensure_ascii=False))
    elif kind in (int, float):
        yield Column(name, kind, lambda value: _number(kind, value))
    else:
        yield Column(name, kind, lambda value: value)


def _behind(field: str, column: Column) -> Column:
    """``column``, read from a model's field."""

    def read(model: BaseModel) -> Cell:
        value = getattr(model, field, None)
        return None if value is None else column.read(value)

    return Column(column.name, column.type, read)


def _number(kind: type, value: float) -> Cell:
    """A number as its column holds it; None for one that is too large, which the record alone can hold."""
    try:
        return float(value) if kind is float else value if abs(value) < 2**63 else None
    except OverflowError:
        return None


def _document_columns() -> Iterator[Column]:
    for field, info in Extraction.model_fields.items():
        kind, is_many = _kind(info.annotation)
        if not is_many:
            inner = _columns(kind) if issubclass(kind, BaseModel) else _columns_of_value(field, kind, False)
            yield from (_behind(field, column) for column in inner)
    yield Column("record", str, Extraction.to_json)


_ITEM: dict[str, type] = {"document_id": str, "item": str}
_RECORD_TABLES = {
    kind: Table(_ITEM | {"number": int}, tuple(_columns(_kind(Extraction.model_fields[kind].annotation)[0])))
    for kind in RECORDS
}
TABLES = {
    "documents": Table({"number": int}, tuple(_document_columns())),
    **_RECORD_TABLES,
    "parties": Table(_ITEM | {"role": str, "number": int, "path": str}, tuple(_columns(Target))),
    "evidence": Table(_ITEM | {"field": str, "path": str}, tuple(_columns(Span))),
}
"""Each table by its name."""
