"""One deal as it becomes known, and what of a further telling would contradict it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from extractor.merging.agreement import agree
from extractor.merging.tellings import Telling
from extractor.schema import Money

SILENCE = timedelta(days=730)
"""Deals of the same parties that lie further apart are two, unless a telling between them connects them, or
their price is the same."""
QUARTER = timedelta(days=90)
"""Within it, differing terms are one deal's, told differently; and a completed deal is still called a bid."""
PRICE_FACTOR = 2
STAKE_POINTS = 0.5  # rounded to whole percent by one of the two


@dataclass
class Story:
    """One deal's tellings, in time, and what of them the next is compared with."""

    tellings: list[Telling] = field(default_factory=list)
    documents: set[tuple[str, str]] = field(default_factory=set)
    first_day: date = date.max
    last_day: date = date.min
    completed: date = date.max
    percent: float | None = None
    price: Money | None = None
    priced: date = date.min

    def add(self, telling: Telling) -> None:
        """Take one more telling."""
        deal, days = telling.deal, telling.days
        self.tellings.append(telling)
        self.documents.add((telling.document.id, telling.document.sha256))
        if deal.stake and self.percent is None:
            self.percent = deal.stake.percent
        if days:
            self.first_day, self.last_day = min(self.first_day, days[0]), max(self.last_day, days[1])
            if deal.status == "completed":
                self.completed = min(self.completed, days[1])
        if deal.price:
            self.price = deal.price
            self.priced = days[1] if days else self.priced

    def contradicts(self, telling: Telling) -> bool:
        """Whether the telling must be of another deal."""
        deal, days = telling.deal, telling.days
        if (telling.document.id, telling.document.sha256) in self.documents:
            return True  # the document itself says that they are two
        if deal.stake and self.percent is not None and abs(deal.stake.percent - self.percent) > STAKE_POINTS:
            return True
        if days is None or self.last_day == date.min or self._has_price(telling):
            return False
        if days[0] - self.last_day > SILENCE or self.first_day - days[1] > SILENCE:
            return True
        is_bid = deal.status in {"rumored", "proposed"}
        if is_bid and self.completed != date.max and days[0] - self.completed > QUARTER:
            return True
        if deal.price and self.price and self.priced != date.min and days[0] - self.priced > QUARTER:
            low, high = sorted((deal.price.amount, self.price.amount))
            return self.price.currency == deal.price.currency and high > PRICE_FACTOR * low
        return False

    def likeness(self, telling: Telling) -> tuple[bool, bool, bool]:
        """How well a telling fits that would fit several."""
        deal, last = telling.deal, self.tellings[-1].deal if self.tellings else None
        return (
            self._has_price(telling),
            last is not None and last.kind == deal.kind,
            last is not None and last.status == deal.status,
        )

    def _has_price(self, telling: Telling) -> bool:
        price = telling.deal.price
        return price is not None and self.price is not None and agree(price, self.price)
