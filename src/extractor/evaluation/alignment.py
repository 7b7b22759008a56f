"""Which prediction is about which gold: deals, parties, quotes and pairs, one to one, best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractor.evaluation.records import STAKE_TOLERANCE, DealRecord, QuoteRecord, Sum, Who

Got = TypeVar("Got")
Wanted = TypeVar("Wanted")

SAME_KIND = {"asset_purchase": "acquisition"}
"""``acquisition`` and ``asset_purchase`` are not told apart."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices of what goes together, and of what is left on either side."""

    pairs: tuple[tuple[int, int], ...]
    """(predicted, gold)"""
    spurious: tuple[int, ...]
    missed: tuple[int, ...]


def pair_deals(
    predicted: Sequence[DealRecord], gold: Sequence[DealRecord]
) -> tuple[list[tuple[DealRecord, DealRecord]], list[DealRecord], list[DealRecord]]:
    """Pair deals by the contract's key; also the predictions and the gold that are left.

    The predicted side of a merger comes back turned round where it fits the gold better so.
    """
    views: dict[tuple[int, int], DealRecord] = {}

    def merit(got: int, wanted: int) -> tuple[float, ...] | None:
        order = (-abs(got - wanted), -wanted, -got)
        best: tuple[float, ...] | None = None
        for view in _views(predicted[got], gold[wanted]):
            key = _deal_key(view, gold[wanted])
            if key is not None and (best is None or key > best[: len(key)]):
                best = (*key, *order)
                views[got, wanted] = view
        return best

    pairing = pair_best_first(len(predicted), len(gold), merit)
    return (
        [(views[got, wanted], gold[wanted]) for got, wanted in pairing.pairs],
        [predicted[got] for got in pairing.spurious],
        [gold[wanted] for wanted in pairing.missed],
    )


def pair_quotes(predicted: Sequence[QuoteRecord], gold: Sequence[QuoteRecord], least: float) -> Pairing:
    """Pair stretches that overlap by ``least`` or more (intersection over union), the closest first."""

    def merit(got: int, wanted: int) -> tuple[float, ...] | None:
        overlap = overlap_of(predicted[got].place, gold[wanted].place)
        return (overlap, -wanted, -got) if overlap >= least and overlap > 0 else None

    return pair_best_first(len(predicted), len(gold), merit)


def pair_best_first(
    predicted: int, gold: int, merit: Callable[[int, int], tuple[float, ...] | None]
) -> Pairing:
    """Take the best pair, then the best of what is left, and so on; ``merit`` None is no pair."""
    scored = [
        (key, got, wanted)
        for got in range(predicted)
        for wanted in range(gold)
        if (key := merit(got, wanted)) is not None
    ]
    scored.sort(key=lambda item: item[0], reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, got, wanted in scored:
        if got not in pairs and wanted not in taken:
            pairs[got] = wanted
            taken.add(wanted)
    return _pairing(pairs, predicted, gold)


def pair_most(
    predicted: Sequence[Got], gold: Sequence[Wanted], agree: Callable[[Got, Wanted], bool]
) -> Pairing:
    """Pair one to one so that as many as possible agree (augmenting paths); earlier ones first."""
    if not predicted or not gold:
        return Pairing((), tuple(range(len(predicted))), tuple(range(len(gold))))
    options = [[w for w, wanted in enumerate(gold) if agree(got, wanted)] for got in predicted]
    holder: dict[int, int] = {}

    def place(got: int, tried: set[int]) -> bool:
        for wanted in options[got]:
            if wanted in tried:
                continue
            tried.add(wanted)
            if wanted not in holder or place(holder[wanted], tried):
                holder[wanted] = got
                return True
        return False

    for got in range(len(predicted)):
        place(got, set())
    return _pairing({got: wanted for wanted, got in holder.items()}, len(predicted), len(gold))


def pair_parties(predicted: Sequence[Who], gold: Sequence[Who]) -> Pairing:
    """Pair parties by their names."""
    return pair_most(predicted, gold, Who.agrees)


def overlap_of(left: tuple[int, int] | None, right: tuple[int, int] | None) -> float:
    """Intersection over union of two stretches."""
    if left is None or right is None:
        return 0.0
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(common, 0) / (left[1] - left[0] + right[1] - right[0] - common) if common > 0 else 0.0


def same_sum(got: Sum | None, wanted: Sum | None) -> bool:
    """Both absent, or in agreement."""
    return got is wanted is None or (got is not None and wanted is not None and got.agrees(wanted))


def same_stake(got: float | None, wanted: float | None) -> bool:
    """Both absent, or within the tolerance."""
    return got is wanted is None or (
        got is not None and wanted is not None and abs(got - wanted) <= STAKE_TOLERANCE
    )


def same_parties(got: DealRecord, wanted: DealRecord) -> bool:
    """Acquirers and target all agree, none too many and none missing."""
    pairing = pair_parties(got.acquirers, wanted.acquirers)
    target = got.target is wanted.target is None or bool(
        got.target and wanted.target and got.target.agrees(wanted.target)
    )
    return target and not pairing.spurious and not pairing.missed


def same_kind(got: str | None, wanted: str | None) -> bool:
    """Equal, a purchase of assets counting as an acquisition."""
    return SAME_KIND.get(got or "", got) == SAME_KIND.get(wanted or "", wanted)


def _deal_key(got: DealRecord, wanted: DealRecord) -> tuple[float, ...] | None:
    """(target, share of acquirers, price, kind, stake, status), or None where the two cannot be one deal."""
    target = bool(got.target and wanted.target and got.target.agrees(wanted.target))
    agreeing = len(pair_parties(got.acquirers, wanted.acquirers).pairs)
    if not (target or agreeing or _only_sellers_agree(got, wanted)):
        return None
    union = len(got.acquirers) + len(wanted.acquirers) - agreeing
    return (
        2 if target else int(got.target is wanted.target is None),
        agreeing / union if union else 1.0,
        same_sum(got.price, wanted.price),
        same_kind(got.kind, wanted.kind),
        same_stake(got.stake_percent, wanted.stake_percent),
        got.status == wanted.status,
    )


def _only_sellers_agree(got: DealRecord, wanted: DealRecord) -> bool:
    """Two deals that name a seller and nobody else: nothing but the seller can tell them."""
    unnamed = not (got.target or got.acquirers or wanted.target or wanted.acquirers)
    return unnamed and bool(pair_parties(got.sellers, wanted.sellers).pairs)


def _views(got: DealRecord, wanted: DealRecord) -> list[DealRecord]:
    """The prediction as it stands and, where gold has a merger, with its two sides changed over."""
    if wanted.kind != "merger" or len(got.acquirers) > 1:
        return [got]
    acquirers = (got.target,) if got.target else ()
    return [got, replace(got, acquirers=acquirers, target=next(iter(got.acquirers), None))]


def _pairing(pairs: dict[int, int], predicted: int, gold: int) -> Pairing:
    taken = set(pairs.values())
    return Pairing(
        tuple(sorted(pairs.items(), key=lambda pair: pair[1])),
        tuple(got for got in range(predicted) if got not in pairs),
        tuple(wanted for wanted in range(gold) if wanted not in taken),
    )
