import time

import numpy as np
from numpy.typing import NDArray

from extractor.evaluation.bootstrap import f1_interval


def simulated_corpus(documents: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """(tp, fp, fn) of documents some of which are much harder than others, as articles are."""
    gold = rng.negative_binomial(1.2, 1.2 / 7.2, documents)
    skill = rng.beta(2.4, 0.6, documents)
    found = rng.binomial(gold, skill)
    incorrect = rng.binomial(gold - found, 0.5)
    return np.stack([found, incorrect + rng.poisson(1 - skill), gold - found], axis=1)


def f1(counts: NDArray[np.int64]) -> float:
    tp, fp, fn = counts.sum(axis=0)
    return float(2 * tp / (2 * tp + fp + fn))


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    truth = f1(simulated_corpus(2_000_000, rng))
    intervals = [f1_interval(simulated_corpus(60, rng).tolist(), seed=seed) for seed in range(1000)]
    covered = sum(one is not None and one.low <= truth <= one.high for one in intervals)
    assert 930 <= covered <= 970


def test_it_is_the_same_every_time() -> None:
    counts = simulated_corpus(60, np.random.default_rng(3)).tolist()
    assert f1_interval(counts) == f1_interval(counts)
    assert f1_interval(counts) != f1_interval(counts, seed=1)


def test_it_holds_the_estimate_and_stays_within_bounds() -> None:
    for seed in range(50):
        counts = simulated_corpus(5, np.random.default_rng(seed))
        interval = f1_interval(counts.tolist())
        if interval is not None:
            assert 0 <= interval.low <= f1(counts) <= interval.high <= 1


def test_it_has_no_width_where_all_is_right_or_all_is_wrong() -> None:
    right, wrong = f1_interval([(3, 0, 0)] * 9), f1_interval([(0, 1, 2)] * 9)
    assert right is not None
    assert wrong is not None
    assert (right.low, right.high, wrong.low, wrong.high) == (1, 1, 0, 0)


def test_there_is_none_for_one_document_or_for_nothing() -> None:
    assert f1_interval([]) is None
    assert f1_interval([(0, 0, 0)] * 5) is None
    assert f1_interval([(3, 1, 0), (0, 0, 0)]) is None


def test_it_is_fast() -> None:
    counts = simulated_corpus(1000, np.random.default_rng(3)).tolist()
    start = time.process_time()
    f1_interval(counts)
    assert time.process_time() - start < 1
