"""What a text says of a deal's target from before the deal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.fields.funding.statements import FinancingCandidate, unique
from extractor.fields.funding.valuations import ValuationCandidate
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What the text says of a deal's target from before the deal."""

    prior_funding: MoneyMention | None = None
    valuation: MoneyMention | None = None
    investors: tuple[Entity, ...] = ()


def target_facts(
    target: Entity | None,
    financings: Sequence[FinancingCandidate],
    valuations: Sequence[ValuationCandidate],
    price: MoneyMention | None,
    valued: set[Entity],
    past_buyers: Iterable[Entity] = (),
) -> TargetFacts:
    """The target's funding, worth and backers.

    ``valued`` holds the targets whose worth a deal has already; ``past_buyers`` those who bought stakes in the target.
    """
    if target is None:
        return TargetFacts()
    mine = [f for f in financings if f.company == target]
    value = None if target in valued else _worth(target, valuations, price)
    if value is not None:
        valued.add(target)
    backers = [i for f in mine for i in f.investors if f.round != "debt"]
    return TargetFacts(
        _prior_funding(mine), value, unique((*backers, *(b for b in past_buyers if b != target)))
    )


def _prior_funding(mine: Sequence[FinancingCandidate]) -> MoneyMention | None:
    """The total; else the latest round; else what a flotation or lenders brought."""
    raised = [(f, f.money) for f in mine if f.money is not None]
    totals = [money for f, money in raised if f.round == "total"]
    if totals:
        return max(totals, key=lambda money: money.amount)
    rounds = [(f, money) for f, money in raised if f.round not in {"IPO", "debt"}] or raised
    dates = [f.date.value for f, _ in rounds if f.date is not None and f.date.value is not None]
    if rounds and len(dates) == len(rounds):
        return rounds[dates.index(max(dates))][1]
    return rounds[0][1] if rounds else None


def _worth(
    target: Entity, valuations: Sequence[ValuationCandidate], price: MoneyMention | None
) -> MoneyMention | None:
    """By its last round, else on the market, else by another's estimate; never by this deal."""
    known = [
        v
        for v in valuations
        if v.company == target and v.basis != "deal" and (price is None or v.money.amount != price.amount)
    ]
    for basis in ("round", "market", None):
        for v in known:
            if v.basis == basis:
                return v.money
    return None
