"""A record's values as rows for a person: field, value, and the words it was read from.

It goes through the models' own fields, so a field that is added to the contract is shown without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from extractor.schema import DateValue, Extraction, Money, Party, Span, Stake, Target

RECORDS = ("deals", "financings", "valuations", "quotes")
_WORDS_STAND_IN = {"status": "status_trigger", "price_disclosed": "undisclosed"}
_NOT_SHOWN = {"id", "evidence", *_WORDS_STAND_IN.values()}
_QUALIFIERS = {"about": "about ", "over": "over ", "under": "under "}


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a record."""

    path: str
    """Where it stands: ``deals[0].acquirers[1]``, as in the trace."""
    field: str
    """What a person calls it: "acquirer"."""
    value: str
    """Empty where the words themselves are the value."""
    words: tuple[Span, ...]
    """Every place that it was read from, in reading order."""


def rows_of(extraction: Extraction) -> Iterator[Row]:
    """The rows of all records, deals first."""
    for kind in RECORDS:
        for number, record in enumerate(getattr(extraction, kind)):
            yield from record_rows(record, f"{kind}[{number}]")


def record_rows(record: BaseModel, path: str) -> Iterator[Row]:
    """The rows of one deal, financing, valuation or quote; what it leaves open has none."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _NOT_SHOWN or value is None:
            continue
        if isinstance(value, tuple):
            for number, item in enumerate(value):
                yield _row(record, f"{path}.{name}[{number}]", name.removesuffix("s"), item)
        else:
            yield _row(record, f"{path}.{name}", name, value)
            if isinstance(value, Target):
                for part in ("description", "location"):
                    if (span := getattr(value, part)) is not None:
                        yield Row(f"{path}.{name}.{part}", f"{name} {part}", describe(span), (span,))


def describe(value: object, *, short: bool = False) -> str:
    """A value in a few words: "under 64,000,000 USD" (short: "under 64m USD"), "Textura Corp (TXTR.N)"."""
    match value:
        case Party():
            codes = dict.fromkeys(span.text for span in value.identifiers)
            return " ".join([value.name, *(f"({code})" for code in codes)])
        case Money():
            ends = [value.amount] if value.amount_max is None else [value.amount, value.amount_max]
            amount = " to ".join(_shorten(end) if short else f"{end:,}" for end in ends)
            return f"{_QUALIFIERS.get(value.qualifier, '')}{amount} {value.currency}"
        case DateValue():
            return value.value or "unknown"
        case Stake():
            return f"{value.percent:g} %"
        case Span():
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value).replace("_", " ")


def _shorten(amount: float) -> str:
    """A round amount by its scale, "1.3bn"; another one in full."""
    for scale, unit in ((10**9, "bn"), (10**6, "m")):
        if amount >= scale and amount % (scale // 1000) == 0:
            return f"{amount / scale:,.3f}".rstrip("0").rstrip(".") + unit
    return f"{amount:,}"


def _row(record: BaseModel, path: str, name: str, value: object) -> Row:
    source = getattr(record, _WORDS_STAND_IN[name]) if name in _WORDS_STAND_IN else value
    field = "quote" if name == "span" else name.replace("_", " ")
    return Row(path, field, describe(value), _words(source))


def _words(value: object) -> tuple[Span, ...]:
    match value:
        case Span():
            return (value,)
        case Party():
            return value.mentions
        case Money():
            return (value.qualifier_span, value.span) if value.qualifier_span else (value.span,)
        case DateValue() | Stake():
            return (value.span,)
        case _:
            return ()
