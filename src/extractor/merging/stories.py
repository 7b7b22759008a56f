"""Which tellings are of one deal.

First by names: tellings whose buyer and target agree. A form of a name agrees with the full name that has it
as a short form in its own document; where it is short for two full names, it agrees with neither. Then by
time and terms: one such group is several deals where they contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from extractor.merging.groups import Groups
from extractor.merging.story import Story
from extractor.merging.tellings import Order, Telling, Who, money_keys

Tie = tuple[bool, str, str]
"""A stake or a whole, a form of the buyer's name, one of the target's."""


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
            stories += (fitting := [Story()])
        max(fitting, key=lambda story: story.likeness(telling)).add(telling)
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
