"""What a text says of a deal's target from before the deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.fields.candidate import Argument, Read
from extractor.fields.funding.statements import FinancingCandidate, named_in
from extractor.fields.funding.valuations import ValuationCandidate
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What the text says of a deal's target from before the deal."""

    prior_funding: Read[MoneyMention] | None = None
    valuation: Read[MoneyMention] | None = None
    investors: tuple[Read[Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class DealSoFar:
    """What is known of the deal itself, which is no part of its target's past."""

    text: str
    """The document's."""
    buyers: frozenset[Entity]
    partial: bool
    """Whether a part of the target is bought: money put into it may be this deal."""
    price: MoneyMention | None
    past_buyers: Sequence[Read[Argument]] = ()
    """Those who bought stakes in the target before."""

    def is_told_as(self, financing: FinancingCandidate) -> bool:
        """Whether a financing is this deal, told as an investment or a loan by its buyer."""
        if financing.round == "debt" and financing.investors:
            return self.buyers.issuperset(financing.investors)
        if not self.partial or financing.money is None or not self.buyers & set(financing.investors):
            return False
        return financing.money.amount == self.price.amount if self.price else financing.date is None

    def leaves(self, valuation: ValuationCandidate) -> bool:
        """Whether a worth is not this deal's own."""
        return valuation.basis != "deal" and (
            self.price is None or valuation.money.amount != self.price.amount
        )


def target_facts(
    target: Argument | None,
    financings: Sequence[FinancingCandidate],
    valuations: Sequence[ValuationCandidate],
    deal: DealSoFar,
    valued: set[Entity],
) -> TargetFacts:
    """The target's funding, worth and backers.

    ``valued`` holds the targets whose worth a deal has already.
    """
    if target is None:
        return TargetFacts()
    mine = [f for f in financings if f.company == target.entity]
    own = [f for f in mine if deal.is_told_as(f)]
    earlier = [v for v in valuations if deal.leaves(v) and not any(v.start == f.start for f in own)]
    value = None if target.entity in valued else _worth(target, earlier, deal)
    if value is not None and target.entity is not None:
        valued.add(target.entity)
    backers: dict[Entity | None, Read[Argument]] = {}
    for f in mine:
        if f.round != "debt":
            first = f.first_naming("investors")
            for i in f.investors:
                if not (f in own and i in deal.buyers):
                    by = first[i]
                    backers.setdefault(i, Read(named_in(i, by.start, by.end), by.rule))
    for past in deal.past_buyers:
        if past.value.entity != target.entity:
            backers.setdefault(past.value.entity, past)
    return TargetFacts(_prior_funding([f for f in mine if f not in own]), value, tuple(backers.values()))


def _prior_funding(mine: Sequence[FinancingCandidate]) -> Read[MoneyMention] | None:
    """The total; else the latest round; else what a flotation or lenders brought."""
    raised = [(f, Read(f.money, f.rule)) for f in mine if f.money is not None]
    totals = [read for f, read in raised if f.round == "total"]
    if totals:
        return max(totals, key=lambda read: read.value.amount)
    rounds = [(f, read) for f, read in raised if f.round not in {"IPO", "debt"}] or raised
    dates = [f.date.value for f, _ in rounds if f.date is not None and f.date.value is not None]
    if rounds and len(dates) == len(rounds):
        return rounds[dates.index(max(dates))][1]
    return rounds[0][1] if rounds else None


def _worth(
    target: Argument, earlier: Sequence[ValuationCandidate], deal: DealSoFar
) -> Read[MoneyMention] | None:
    """By its last round, else on the market, else by another's estimate."""
    known = [v for v in earlier if _is(v.company, target, deal.text)]
    for basis in ("round", "market", None):
        for v in known:
            if v.basis == basis:
                return Read(v.money, v.rule)
    return None


def _is(worthy: Argument, target: Argument, text: str) -> bool:
    """Whether both mean one thing; things without names go by their nouns: "the four mills", "its paper mills"."""
    if worthy.entity or target.entity:
        return worthy.entity == target.entity
    return _noun(worthy, text) == _noun(target, text)


def _noun(thing: Argument, text: str) -> str:
    return text[thing.start : thing.end].casefold().split()[-1]
