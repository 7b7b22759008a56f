"""When two sources say the same."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.evaluation.records import STAKE_TOLERANCE, TOLERANCE
from extractor.schema import DateValue, Money, Stake


def agree(one: object, other: object) -> bool:
    """Whether two sources say the same: amounts within 0.5 %, dates as far as they go, stakes within .05."""
    match one, other:
        case Money(), Money():
            return one.currency == other.currency and any(
                abs(a - b) <= TOLERANCE * max(a, b) for a in _ends(one) for b in _ends(other)
            )
        case DateValue(value=str(a)), DateValue(value=str(b)):
            return a.startswith(b) or b.startswith(a)
        case Stake(), Stake():
            return abs(one.percent - other.percent) <= STAKE_TOLERANCE
    return one == other


def _ends(money: Money) -> Iterable[float]:
    return (money.amount,) if money.amount_max is None else (money.amount, money.amount_max)
