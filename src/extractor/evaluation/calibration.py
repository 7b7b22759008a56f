"""Does a confidence mean what it says? Brier score, reliability table, expected calibration error.

A deal's confidence claims the probability that acquirers and target are all right. Among the deals that say
.8, eight in ten should be: the table puts what they say beside what came true, and the expected calibration
error is the mean distance of the two, each bin weighted by its deals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about the same size."""

    low: float
    high: float
    count: int
    claimed: float
    """Mean of what they say."""
    right: float
    """Share that came true."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good a set of claims is."""

    count: int
    right: float
    """Share of all that came true."""
    brier: float
    """Mean squared distance of claim and outcome: 0 is perfect."""
    brier_of_constant: float
    """The same if every claim were that share: what a confidence has to beat."""
    error: float
    """Expected calibration error."""
    bins: tuple[Bin, ...]
    """Those that hold a claim, in order."""


def calibrate(claims: Sequence[tuple[float, bool]], *, bins: int = BINS) -> Calibration | None:
    """Compare claimed probabilities with what came true; None without claims.

    >>> calibrate([(0.9, True), (0.9, False), (0.1, False)]).error
    0.3
    """
    if not claims:
        return None
    count = len(claims)
    share = sum(right for _, right in claims) / count
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for claim, right in claims:
        held[min(int(claim * bins), bins - 1)].append((claim, right))
    table = tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            count=len(members),
            claimed=sum(claim for claim, _ in members) / len(members),
            right=sum(right for _, right in members) / len(members),
        )
        for number, members in enumerate(held)
        if members
    )
    return Calibration(
        count=count,
        right=share,
        brier=sum((claim - right) ** 2 for claim, right in claims) / count,
        brier_of_constant=share * (1 - share),
        error=sum(one.count * abs(one.claimed - one.right) for one in table) / count,
        bins=table,
    )
