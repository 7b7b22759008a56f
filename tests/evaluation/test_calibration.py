"""A confidence is scored by what came true of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from gold_by_hand import Json, score

from extractor.evaluation.calibration import calibrate

Claims = list[tuple[float, bool]]


@pytest.mark.parametrize(
    ("claims", "brier", "constant", "error"),
    [
        ([(1.0, True), (0.0, False)], 0.0, 0.25, 0.0),
        ([(1.0, False), (0.0, True)], 1.0, 0.25, 1.0),
        ([(0.5, True), (0.5, False)], 0.25, 0.25, 0.0),
        ([(0.9, True), (0.9, False)], 0.41, 0.25, 0.4),
        ([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], 0.1875, 0.1875, 0.0),
        ([(0.31, False), (0.39, True)], (0.31**2 + 0.61**2) / 2, 0.25, 0.15),
    ],
)
def test_brier_and_calibration_error(claims: Claims, brier: float, constant: float, error: float) -> None:
    found = calibrate(claims)
    assert found is not None
    assert (found.brier, found.brier_of_constant, found.error) == pytest.approx((brier, constant, error))


def test_bins_hold_every_claim_once() -> None:
    claims = [(n / 20, n % 2 == 0) for n in range(21)]
    found = calibrate(claims)
    assert found is not None
    assert sum(one.count for one in found.bins) == found.count == 21
    assert [one.low for one in found.bins] == [n / 10 for n in range(10)]
    assert found.bins[-1].count == 3  # 1.0 is in the last, with .90 and .95
    assert sum(one.right * one.count for one in found.bins) == pytest.approx(11)


def test_nothing_claimed_nothing_measured() -> None:
    assert calibrate([]) is None
    assert score().calibration is None
    assert score().to_dict()["calibration"] is None


def confident(change: Callable[[Json], object]) -> Callable[[Json], None]:
    def changed(prediction: Json) -> None:
        for deal in prediction["deals"]:
            deal["confidence"] = 0.8
        change(prediction)

    return changed


@pytest.mark.parametrize(
    ("change", "right", "count"),
    [
        (lambda p: None, 3, 3),
        (lambda p: p["deals"][0].update(target="Looms"), 2, 3),
        (lambda p: p["deals"][0].update(acquirers=["Borealis", "Oslo"]), 2, 3),
        (lambda p: p["deals"][0].update(acquirers=[]), 2, 3),
        (lambda p: p["deals"][0].update(price=None, status="completed"), 3, 3),
        (lambda p: p["deals"][1].update(acquirers=["Osprey Life"], target="Teal Mutual"), 3, 3),
        (lambda p: p["deals"][0].update(confidence=None), 2, 2),
        (lambda p: p["deals"].append({"acquirers": ["Oslo"], "confidence": 0.1}), 3, 4),
        (lambda p: p["deals"].pop(), 2, 2),
    ],
    ids=["all", "target", "one too many", "none", "price", "merger turned", "unsaid", "spurious", "missed"],
)
def test_a_deal_is_right_by_its_parties(change: Callable[[Json], object], right: int, count: int) -> None:
    found = score(confident(change)).calibration
    assert found is not None
    assert (round(found.right * found.count), found.count) == (right, count)
