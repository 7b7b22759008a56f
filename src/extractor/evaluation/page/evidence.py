"""The scored values of a record, and where each stands in the text.

Where the record tells offsets they are taken at their word; a value without is looked up: a name by its words,
an amount or a percentage by what it comes to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.evaluation.alignment import same_stake
from extractor.evaluation.predictions import Place
from extractor.evaluation.records import DealRecord, QuoteRecord, Record, Sum, Who
from extractor.mentions.money import MoneyMention, find_money
from extractor.mentions.percents import PercentMention, find_percents

Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record."""

    field: str
    path: str | None
    """Where it stands in the record, as verdicts call it."""
    shown: str
    places: Places
    """Where it stands in the text; none where its words are not there."""


def values_of(record: Record, text: str) -> Iterator[Value]:
    """All that is scored and can stand in the text, deals first."""
    page = _Page(text)
    for deal in record.deals:
        yield from _of_deal(deal, page)
    for financing in record.financings:
        yield from _of_sum("financing", financing.amount, page)
        for investor in financing.investors:
            yield _of_party("financing_investors", investor, page)
    for valuation in record.valuations:
        yield from _of_sum("company_valuation", valuation.amount, page)
    for quote in record.quotes:
        yield from _of_quote(quote, page)


def _of_deal(deal: DealRecord, page: _Page) -> Iterator[Value]:
    """Somebody who does many deals is marked for each where that one's target stands."""
    targets = [_of_party("target", deal.target, page)] if deal.target else []
    yield from targets
    around = [place for target in targets for place in target.places]
    for name, parties in (
        ("acquirer", deal.acquirers),
        ("seller", deal.sellers),
        ("investors", deal.investors),
    ):
        for who in parties:
            value = _of_party(name, who, page)
            yield replace(value, places=page.near(value.places, around) or value.places)
    for name in ("price", "prior_funding", "valuation"):
        yield from _of_sum(name, getattr(deal, name), page)
    if deal.stake_percent is not None:
        places = page.told(deal.stake_places) or page.find_stake(deal.stake_percent)
        yield Value("stake_percent", deal.stake_path, f"{deal.stake_percent:g} %", places)
    if deal.status is not None:
        yield Value("status", f"{deal.path}.status", deal.status, page.told(deal.status_places))


def _of_party(name: str, who: Who, page: _Page) -> Value:
    return Value(name, who.path, str(who), page.told(who.places) or page.find_names(who.names))


def _of_sum(name: str, money: Sum | None, page: _Page) -> Iterator[Value]:
    if money is not None:
        yield Value(name, money.path, str(money), page.told(money.places) or page.find_sum(money))


def _of_quote(quote: QuoteRecord, page: _Page) -> Iterator[Value]:
    """The stretch itself; its speaker is judged there, too, where the reader looks for it."""
    places = page.told((quote.place,) if quote.place else ())
    yield Value("quote", quote.path, str(quote), places)
    speaker = quote.speaker
    yield Value("quote+speaker", speaker.path if speaker else quote.path, str(speaker or "nobody"), places)


class _Page:
    """A text in which values are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text

    def told(self, places: Places) -> Places:
        """Those of a record's own places that the text has."""
        return tuple(place for place in places if 0 <= place[0] < place[1] <= len(self.text))

    def near(self, places: Places, others: Sequence[Place]) -> Places:
        """Those that share a line with one of the others."""
        lines = {self._line(start) for start, _ in others}
        return tuple(place for place in places if self._line(place[0]) in lines)

    def _line(self, position: int) -> int:
        return bisect_right(self._line_starts, position)

    def find_names(self, names: tuple[str, ...]) -> Places:
        """Every place where one of the names stands as a whole; of two that begin there the longer."""
        spelled = sorted((r"\s+".join(map(re.escape, name.split())) for name in names), key=len, reverse=True)
        pattern = rf"(?<!\w)(?:{'|'.join(filter(None, spelled))})(?!\w)"
        return tuple(found.span() for found in re.finditer(pattern, self.text) if found[0])

    def find_sum(self, wanted: Sum) -> Places:
        """Every amount of the text that is the one wanted, or a conversion of it."""
        return tuple((one.start, one.end) for one in self._money if wanted.agrees(_sum_of(one)))

    def find_stake(self, wanted: float) -> Places:
        """Every percentage of the text that is the one wanted."""
        return tuple((one.start, one.end) for one in self._percents if same_stake(one.value, wanted))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [found.end() for found in re.finditer(r"\n", self.text)]

    @cached_property
    def _money(self) -> list[MoneyMention]:
        return list(find_money(self.text))

    @cached_property
    def _percents(self) -> list[PercentMention]:
        return list(find_percents(self.text))


def _sum_of(money: MoneyMention) -> Sum:
    return Sum(((float(money.amount), money.currency),), None, "")
