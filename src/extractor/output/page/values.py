"""What a page shows of a document: its records as cards of values, and each value's words in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from pydantic import BaseModel

from extractor.output.reasons import Reasons, reasons_of, rules_at
from extractor.output.rows import RECORDS, Row, record_rows
from extractor.output.stretches import Place, cut
from extractor.schema import Deal, Extraction, Financing, Quote, Span, Valuation

FAMILIES = {
    "acquirer": ("acquirer",),
    "target": ("target", "target description", "target location"),
    "seller": ("seller",),
    "price": ("price", "price per share", "price disclosed", "stake", "consideration"),
    "funding": ("prior funding", "amount", "round"),
    "valuation": ("valuation",),
    "investor": ("investor", "lead investor"),
    "company": ("company",),
    "status": ("status", "kind", "basis"),
    "date": ("announced on", "closes on", "date"),
    "quote": ("quote", "cue"),
    "speaker": ("speaker", "speaker title", "affiliation"),
}
"""Fields that are marked alike."""
_FAMILY_OF = {field: family for family, fields in FAMILIES.items() for field in fields}
_OTHER = "other"
_LABEL_EVERY = 60
"""Characters: of a list of investors the first alone is called one."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value, and where it was read."""

    number: int
    """Within its document."""
    field: str
    family: str
    shown: str
    reason: str
    """The rule that read it."""
    places: tuple[Place, ...]
    """Its words, in reading order; of a value without words of its own those that it was read from."""
    is_read: bool
    """Whether it has words of its own."""


@dataclass(frozen=True, slots=True)
class Card:
    """One deal, financing, valuation or quote."""

    sort: str
    """``deal``, ``financing``, ``valuation``, ``quote``."""
    title: str
    kind: str
    """Of a deal; empty for others."""
    status: str
    fields: tuple[tuple[str, tuple[Value, ...]], ...]
    """Values of one field together."""

    @property
    def values(self) -> Iterator[Value]:
        """All of them."""
        return (value for _, values in self.fields for value in values)


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of the text with the values that were read from it."""

    start: int
    end: int
    text: str
    family: str
    """How it is marked: as the value with the fewest words around here; empty where it is evidence alone."""
    label: str
    """The field, where one begins."""
    values: tuple[int, ...]
    """By number."""


def cards_of(extraction: Extraction) -> tuple[Card, ...]:
    """Deals first."""
    reasons, numbers = reasons_of(extraction.trace), count()
    return tuple(
        _card(record, f"{kind}[{at}]", reasons, numbers)
        for kind in RECORDS
        for at, record in enumerate(getattr(extraction, kind))
    )


def _card(record: BaseModel, path: str, reasons: Reasons, numbers: Iterator[int]) -> Card:
    told = _places(_evidence(record))
    values = [_value(next(numbers), row, told, reasons) for row in record_rows(record, path)]
    return Card(
        sort=type(record).__name__.lower(),
        title=_title(record),
        kind=record.kind if isinstance(record, Deal) else "",
        status=record.status if isinstance(record, Deal) else "",
        fields=tuple((field, tuple(same)) for field, same in groupby(values, key=lambda value: value.field)),
    )


def _value(number: int, row: Row, told: tuple[Place, ...], reasons: Reasons) -> Value:
    read = [trace.evidence for trace in reasons.get(row.path, ()) if trace.evidence]
    rules = rules_at(row.path, reasons)
    is_worth = row.path.startswith("valuations") and row.field == "amount"
    return Value(
        number=number,
        field=row.field,
        family="valuation" if is_worth else _FAMILY_OF.get(row.field, _OTHER),
        shown=row.value or " … ".join(dict.fromkeys(span.text for span in row.words)),
        reason=f"rule {rules}" if rules else "",
        places=_places(row.words) or _places(read) or told,
        is_read=bool(row.words),
    )


def _places(spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple(sorted({(span.start, span.end) for span in spans}))


def _evidence(record: BaseModel) -> tuple[Span, ...]:
    match record:
        case Deal():
            return record.evidence
        case Financing() | Valuation():
            return (record.evidence,)
        case Quote():
            return (record.span,)
        case _:
            return ()


def _title(record: BaseModel) -> str:
    match record:
        case Deal():
            buyers, bought = ", ".join(one.name for one in record.acquirers), record.target
            joint = " + " if record.kind == "merger" else " → "
            return joint.join((buyers or "?", bought.name if bought else "?"))
        case Financing() | Valuation():
            return record.company.name
        case Quote():
            return record.speaker.name if record.speaker else "?"
        case _:
            return ""


def mark_text(text: str, cards: Sequence[Card]) -> Iterator[Marked]:
    """The whole text, cut wherever a value begins or ends."""
    values = [value for card in cards for value in card.values]
    labelled = ("", -_LABEL_EVERY)
    for stretch in cut(text, ((value.places, value) for value in values)):
        inner = next((value for value in stretch.marks if value.is_read), None)
        label = ""
        if inner in stretch.first and (
            inner.family != labelled[0] or stretch.start - labelled[1] >= _LABEL_EVERY
        ):
            label = inner.family if inner.field == "amount" else inner.field
            labelled = (inner.family, stretch.start)
        numbers = tuple(value.number for value in stretch.marks)
        yield Marked(stretch.start, stretch.end, stretch.text, inner.family if inner else "", label, numbers)
