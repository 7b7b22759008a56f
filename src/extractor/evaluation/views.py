"""How strictly two values are compared: the contract's way (value), and one stricter and one more lenient.

| | value | strict | lenient |
|---|---|---|---|
| names | equal but for what the contract sets aside | equal to a name of gold's, letter for letter | the words of the one stand in the other |
| money | within 0.5 % | the same amount | within 5 % |
| quotes | overlap of 0.7 | the same stretch | overlap of 0.3 |

The rest, status, kind, stake and currency, is compared alike in all three.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from extractor.evaluation.records import (
    ROUGHLY,
    DealRecord,
    FinancingRecord,
    QuoteRecord,
    Record,
    Sum,
    ValuationRecord,
    Who,
)

Seen = TypeVar("Seen")


class View(StrEnum):
    """A way of comparing."""

    value = "value"
    strict = "strict"
    lenient = "lenient"


QUOTE_OVERLAP = {View.value: 0.7, View.strict: 1.0, View.lenient: 0.3}
"""Least intersection over union of two stretches that are one quote."""


def seen(item: Seen, view: View) -> Seen:
    """A record as the view compares it: the same, with other notions of when names and amounts agree."""
    return item if view is View.value else _seen(item, view)


def _seen(item: Any, view: View) -> Any:
    kind = type(item)
    if kind is tuple:
        return tuple(_seen(one, view) for one in item) if item else item
    if kind is Who:
        if view is View.lenient:
            return replace(item, lenient=True)
        return replace(item, keys=frozenset(" ".join(name.split()) for name in item.names))
    if kind is Sum:
        return replace(item, tolerance=ROUGHLY if view is View.lenient else 0.0)
    if kind in _RECORDS:
        parts = ((name, getattr(item, name)) for name in _RECORDS[kind])
        return replace(item, **{name: _seen(part, view) for name, part in parts if part})
    return item


_RECORDS: dict[type, tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if re.search("Who|Sum|Record", str(one.type)))
    for kind in (Record, DealRecord, FinancingRecord, ValuationRecord, QuoteRecord)
}
"""The parts of each kind of record that names or amounts are in."""
