"""Which tellings are of one deal.

First by names: tellings whose buyer and target agree. A form of a name agrees with the full name that has it
as a short form in its own document; where it is short for two full names, it agrees with neither. Then by
time and terms: one such group is several deals where they contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from extractor.merging.groups import Groups
from extractor.merging.tellings import Order, Telling, Who, money_keys

SILENCE = timedelta(days=730)
"""Two deals of the same parties that lie further apart are two, unless something between connects them."""
QUARTER = timedelta(days=90)
"""Within it, differing terms are one deal's, told differently; and a completed deal is still called a bid."""
PRICE_FACTOR = 2
STAKE_POINTS = 0.5  # rounded to whole percent by one of the two

Tie = tuple[bool, str, str]
"""A stake or a whole, a form of the buyer's name, one of the target's."""


@dataclass
class Story:
    """One deal's tellings, in time, and what of them the next is compared with."""

    tellings: list[Telling] = field(default_factory=list)
    documents: set[tuple[str, str]] = field(default_factory=set)
    first_day: date = date.max
    last_day: date = date.min
    completed: date = date.max
    percent: float | None = None
    price: tuple[float, str] | None = None
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
            self.price = (deal.price.amount, deal.price.currency)
            self.priced = days[1] if days else self.priced

    def contradicts(self, telling: Telling) -> bool:
        """Whether the telling must be of another deal."""
        deal, days = telling.deal, telling.days
        if (telling.document.id, telling.document.sha256) in self.documents:
            return True  # the document itself says that they are two
        if deal.stake and self.percent is not None and abs(deal.stake.percent - self.percent) > STAKE_POINTS:
            return True
        if days is None or self.last_day == date.min:
            return False
        if days[0] - self.last_day > SILENCE or self.first_day - days[1] > SILENCE:
            return True
        is_bid = deal.status in {"rumored", "proposed"}
        if is_bid and self.completed != date.max and days[0] - self.completed > QUARTER:
            return True
        if deal.price and self.price and self.priced != date.min and days[0] - self.priced > QUARTER:
            amount, currency = self.price
            low, high = sorted((deal.price.amount, amount))
            return currency == deal.price.currency and high > PRICE_FACTOR * low
        return False

    def likeness(self, telling: Telling) -> tuple[bool, bool, bool]:
        """How well a telling fits that would fit several."""
        last, price = self.tellings[-1].deal, telling.deal.price
        return (
            price is not None and self.price == (price.amount, price.currency),
            last.kind == telling.deal.kind,
            last.status == telling.deal.status,
        )


def find_stories(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The tellings of each deal, in time; the deals by their first telling. The order given is of no effect."""
    ordered = sorted(tellings, key=lambda telling: telling.order)
    stories = [story for group in _same_parties(ordered) for story in _split(group)]
    return sorted(stories, key=lambda story: story[0].order)


def _split(group: list[Telling]) -> Iterator[list[Telling]]:
    """One group of the same parties as deals that don't contradict themselves."""
    stories: list[Story] = []
    for telling in sorted(group, key=_when):
        fitting = [story for story in stories if not story.contradicts(telling)]
        if not fitting:
            stories.append(Story())
            fitting = stories[-1:]
        max(fitting, key=lambda story: story.likeness(telling) if story.tellings else ()).add(telling)
    return (sorted(story.tellings, key=lambda telling: telling.order) for story in stories)


def _when(telling: Telling) -> tuple[date, Order]:
    return (telling.days[0] if telling.days else date.max), telling.order


def _same_parties(tellings: list[Telling]) -> list[list[Telling]]:
    """Groups of tellings whose buyer and target agree, in the order of their first."""
    tied: dict[Tie, list[tuple[int, str, str]]] = defaultdict(list)
    for place, telling in enumerate(tellings):
        for tie, buyer, target in _ties(telling):
            tied[tie].append((place, buyer, target))
    agreeing: Groups[int] = Groups()
    for (_, buyer_form, target_form), members in tied.items():
        buyers = {buyer for _, buyer, _ in members} - {buyer_form}
        targets = {target for _, _, target in members} - {target_form}
        if len(buyers) <= 1 and len(targets) <= 1:
            for place, _, _ in members:
                agreeing.join(place, members[0][0])
    groups: dict[int, list[Telling]] = defaultdict(list)
    for place, telling in enumerate(tellings):
        groups[agreeing.root(place)].append(telling)
    return list(groups.values())


def _ties(telling: Telling) -> Iterator[tuple[Tie, str, str]]:
    """Every pair of forms by which it can agree with another, each with the full names behind it."""
    target, is_stake = telling.target, telling.deal.kind == "stake"
    if target is None:  # only a copy tells of the same
        names = "+".join(sorted((*(buyer.full for buyer in telling.buyers), *telling.sellers)))
        yield (is_stake, names, f"@ {telling.family}"), names, f"@ {telling.family}"
        return
    pairs = [(buyer, target) for buyer in telling.buyers]
    if telling.deal.kind == "merger":  # either may be told as the buyer
        pairs += [(target, buyer) for buyer in telling.buyers]
    for buyer, bought in pairs:
        for form, (bought_form, bought_full) in product(buyer.forms, _target_forms(telling, bought)):
            yield (is_stake, form, bought_form), buyer.full, bought_full
    everybody = "+".join(sorted(buyer.full for buyer in telling.buyers))
    for form, full in _target_forms(telling, target):
        if everybody or form == full:  # who tells of no buyer agrees by the target's full name alone
            yield (is_stake, "", form), everybody, full


def _target_forms(telling: Telling, target: Who) -> list[tuple[str, str]]:
    """The forms of a name, each with the full one.

    A description is one only together with the seller, the price, or the very text.
    """
    if not target.is_described:
        return [(form, target.full) for form in target.forms]
    marks = (*telling.sellers, *money_keys(telling.deal.price), telling.family)
    return [(f"{target.full} @ {mark}",) * 2 for mark in marks]
