"""Confidence intervals over documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20230626
CELLS_AT_ONCE = 2_000_000
"""Resampled documents held in memory at a time."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the interval that covers the true value as often as ``level`` says."""

    estimate: float
    low: float
    high: float
    level: float
    method: str
    resamples: int
    seed: int


def f1_interval(
    counts: Sequence[tuple[int, int, int]],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = 0.95,
) -> Interval | None:
    """The micro F1 of documents' (tp, fp, fn), with its interval; None where there is nothing to count.

    Documents are drawn anew with replacement, since the errors within one depend on each other.
    """
    table = np.asarray(counts, dtype=np.float64).reshape(-1, 3)
    parts = np.stack([2 * table[:, 0], 2 * table[:, 0] + table[:, 1] + table[:, 2]], axis=1)
    total = parts.sum(axis=0)
    if not total[1]:
        return None
    estimate = float(total[0] / total[1])
    low, high = _bca(parts, estimate, resamples, seed, level)
    return Interval(estimate, low, high, level, "BCa", resamples, seed)
