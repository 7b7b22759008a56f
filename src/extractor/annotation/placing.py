"""Where the things that gold names stand in the text: the free occurrence that is nearest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

from extractor.annotation.model import Place
from extractor.evaluation.gold import GoldAlternative, GoldMoney
from extractor.mentions.dates import DateMention, find_dates
from extractor.mentions.money import MoneyMention, find_money
from extractor.mentions.percents import PercentMention, find_percents


class Page:
    """A text whose sums, dates and percentages are read once."""

    def __init__(self, text: str, published: str | None = None) -> None:
        self.text = text
        self._published = published

    @cached_property
    def money(self) -> tuple[MoneyMention, ...]:
        """Every sum."""
        return tuple(find_money(self.text))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every date; relative ones by the day of publication where that is known."""
        is_day = self._published is not None and len(self._published) == 10
        return tuple(find_dates(self.text, date.fromisoformat(self._published or "") if is_day else None))

    @cached_property
    def percents(self) -> tuple[PercentMention, ...]:
        """Every percentage."""
        return tuple(find_percents(self.text))

    def places_of_words(self, words: str) -> list[Place]:
        """Where the words stand as whole words."""
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        return [match.span() for match in re.finditer(pattern, self.text)] if words else []

    def places_of_money(self, money: GoldMoney | GoldAlternative) -> list[Place]:
        """Where the sum stands, those first whose bound is the same."""
        sums = [
            one
            for one in self.money
            if (one.currency, one.amount, one.amount_max) == (money.currency, money.amount, money.amount_max)
        ]
        if isinstance(money, GoldMoney):
            sums.sort(key=lambda one: one.qualifier != money.qualifier)
        return [(one.start, one.end) for one in sums]

    def places_of_date(self, value: str) -> list[Place]:
        """Where the date stands."""
        return [(one.start, one.end) for one in self.dates if one.value == value]

    def places_of_percent(self, percent: float) -> list[Place]:
        """Where the percentage stands."""
        return [(one.start, one.end) for one in self.percents if abs(one.value - percent) < 1e-9]


def choose(places: Iterable[Place], taken: Collection[Place], near: int | None = None) -> Place | None:
    """A place that is not taken, before others; then the nearest, or where ``near`` is None the first."""
    return min(
        places,
        key=lambda place: (place in taken, 0 if near is None else abs(place[0] - near)),
        default=None,
    )
