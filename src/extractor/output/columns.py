"""From the contract's models to flat columns: a field that is added to a model is a column without a line here."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractor.schema import Extraction, Party, Span

Cell = str | int | float | bool | None
SEPARATOR = "; "
"""Between the names, or the words, of a cell that holds several."""
_PARTY_PARTS = Party.model_fields.keys() - {"name"}
"""Of a party within another model only the name is a column; these are in the table of parties."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: type
    """``str``, ``int``, ``float`` or ``bool``; any cell may be None."""
    read: Callable[[Any], Cell]
    """Its cell, of the model that a row is made of."""


def columns_of(model: type[BaseModel], prefix: str = "", without: Collection[str] = ()) -> Iterator[Column]:
    """The columns of a model's fields, those of the models within it under longer names."""
    for field, info in model.model_fields.items():
        if field not in without:
            name = _name(prefix, field) if field != "id" else f"{model.__name__.lower()}_id"
            yield from (_behind(field, column) for column in _of_value(name, *kind_of(info.annotation)))


def document_columns() -> Iterator[Column]:
    """What a record tells of its document and how it was made, then the record itself, as JSON."""
    for field, info in Extraction.model_fields.items():
        kind, is_many = kind_of(info.annotation)
        is_part = issubclass(kind, BaseModel) and not is_many
        columns = columns_of(kind) if is_part else _of_value(field, kind, is_many)
        yield from (_behind(field, column) for column in columns)
    yield Column("record", str, Extraction.to_json)


def kind_of(annotation: Any) -> tuple[type, bool]:
    """What a field holds where it is not None, and whether it holds several."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return kind_of(arguments[0])
    if origin is Literal:
        return type(arguments[0]), False
    if origin is tuple:
        return kind_of(arguments[0])[0], True
    if origin in (Union, UnionType):
        kinds = {kind_of(argument) for argument in arguments if argument is not NoneType}
        if len(kinds) == 1:
            return kinds.pop()
        return (float if kinds == {(int, False), (float, False)} else object), False
    return origin or annotation, False


def _of_value(name: str, kind: type, is_many: bool) -> Iterator[Column]:
    """The columns of a field's value, where it has one; a list of records is a table, and has none."""
    if is_many:
        if issubclass(kind, Span | Party) or not issubclass(kind, BaseModel):
            yield Column(name, str, lambda items: SEPARATOR.join(dict.fromkeys(map(_word, items))) or None)
    elif issubclass(kind, Span):
        yield Column(name, str, _word)
    elif issubclass(kind, BaseModel):
        yield from columns_of(kind, name, _PARTY_PARTS if issubclass(kind, Party) else ())
    elif kind in (int, float):
        yield Column(name, kind, lambda value: _number(kind, value))
    elif kind in (str, bool):
        yield Column(name, kind, lambda value: value)
    else:
        yield Column(name, str, lambda value: json.dumps(value, ensure_ascii=False))


def _name(prefix: str, field: str) -> str:
    """``price_text`` for the span of a price, ``target`` for its name, ``announced_on`` for its value."""
    if prefix and field in {"name", "value", prefix}:
        return prefix
    words = "text" if field == "span" else field.replace("_span", "_text")
    return words if not prefix or words.startswith(f"{prefix}_") else f"{prefix}_{words}"


def _behind(field: str, column: Column) -> Column:
    """``column``, read from a model's field; None where it has none, as a party that is no target."""

    def read(model: BaseModel) -> Cell:
        value = getattr(model, field, None)
        return None if value is None else column.read(value)

    return Column(column.name, column.type, read)


def _word(item: object) -> str:
    match item:
        case Span():
            return item.text
        case Party():
            return item.name
        case _:
            return str(item)


def _number(kind: type, value: float) -> Cell:
    """A number as its column holds it; None for one that is too large, which the record alone can hold."""
    try:
        return float(value) if kind is float else value if abs(value) < 2**63 else None
    except OverflowError:
        return None
