"""Two runs set against each other, and two annotators: the differences are those that were planted."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from gold_by_hand import GOLD, TEXT, Json, gold_document, perfect
from test_bootstrap import f1, simulated_corpus

from extractor.evaluation import agreement, compare, evaluate
from extractor.evaluation.bootstrap import difference_interval
from extractor.evaluation.comparison import MICRO, Comparison
from extractor.evaluation.goldset import GoldSet
from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.tally import SCORED

Change = Callable[[Json], object]
NAMES = ("a", "b", "c", "d")


def run(**changes: Change) -> Evaluation:
    """Perfect predictions for four documents, some of them changed."""
    documents = tuple(gold_document(document_id=name) for name in NAMES)
    predictions = {}
    for document in documents:
        prediction = copy.deepcopy(perfect(document))
        changes.get(document.id, lambda p: None)(prediction)
        predictions[document.id] = Prediction.model_validate(prediction)
    return evaluate(predictions, GoldSet(documents), resamples=50)


def no_price(prediction: Json) -> None:
    prediction["deals"][0]["price"] = None


def no_target(prediction: Json) -> None:
    prediction["deals"][0]["target"] = None


def gains(comparison: Comparison) -> dict[str, float]:
    return {one.field: one.gain for one in comparison.differences if one.gain}


def test_equal_runs_do_not_differ() -> None:
    comparison = compare(run(a=no_price), run(a=no_price))
    assert gains(comparison) == {}
    assert comparison.better == comparison.worse == ()
    for one in comparison.differences:
        assert one.interval is not None
        assert one.interval.low == one.interval.high == 0


def test_what_a_field_gained_and_where() -> None:
    comparison = compare(run(a=no_price, b=no_target), run(b=no_target, c=no_price))
    assert set(gains(comparison)) == set()  # one price lost, one won
    assert [(c.document, c.first, c.second, c.fields) for c in comparison.better] == [
        ("a", 1, 0, (("price", -1),))
    ]
    assert [(c.document, c.first, c.second, c.fields) for c in comparison.worse] == [
        ("c", 0, 1, (("price", 1),))
    ]


def test_gains_are_the_seconds() -> None:
    comparison = compare(run(a=no_price, b=no_price, c=no_target), run(c=no_target))
    assert set(gains(comparison)) == {MICRO, "price"}
    assert gains(comparison)["price"] == pytest.approx(1 - 12 / 14)
    price = next(one for one in comparison.differences if one.field == "price")
    assert price.interval is not None
    assert price.interval.low < price.gain < price.interval.high  # type: ignore[operator]


def test_the_greatest_change_comes_first() -> None:
    def worse(prediction: Json) -> None:
        prediction["deals"] = []

    comparison = compare(run(), run(a=no_price, b=worse, c=no_target))
    assert [change.document for change in comparison.worse] == ["b", "a", "c"]
    assert [change.document for change in compare(run(b=worse, c=no_target), run()).better] == ["b", "c"]


def test_a_document_that_only_changed_its_errors_is_neither() -> None:
    comparison = compare(run(a=no_price), run(a=no_target))
    assert comparison.better == comparison.worse == ()


def test_the_difference_is_json() -> None:
    record = json.loads(json.dumps(compare(run(a=no_price), run()).to_dict()))
    assert record["differences"][0]["field"] == MICRO
    assert record["better"] == [{"document": "a", "first": 1, "second": 0, "fields": {"price": -1}}]


def test_the_paired_interval_covers_the_true_difference() -> None:
    """The second run mends a fifth of what the first gets wrong; the documents are the same."""
    rng = np.random.default_rng(11)

    def pair(documents: int) -> tuple[np.ndarray, np.ndarray]:
        first = simulated_corpus(documents, rng)
        mended = rng.binomial(np.minimum(first[:, 1], first[:, 2]), 0.2)
        return first, first + np.stack([mended, -mended, -mended], axis=1)

    first, second = pair(2_000_000)
    truth = f1(second) - f1(first)
    covered = 0
    for seed in range(500):
        one, other = pair(60)
        interval = difference_interval(one.tolist(), other.tolist(), resamples=1000, seed=seed)
        covered += interval is not None and interval.low <= truth <= interval.high
    assert 460 <= covered <= 490


def labels(folder: Path, **changes: Change) -> Path:
    """A folder with the gold of four articles, some of it changed."""
    folder.mkdir()
    for name in NAMES:
        gold = copy.deepcopy(GOLD)
        changes.get(name, lambda g: None)(gold)
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (folder / f"{name}.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_annotators_who_agree(tmp_path: Path) -> None:
    def other_alias(gold: Json) -> None:
        gold["deals"][0]["acquirers"] = [["Borealis", "Borealis plc"]]

    evaluation = agreement(labels(tmp_path / "one"), labels(tmp_path / "two", a=other_alias))
    assert {evaluation.totals[name].f1 for name in SCORED} == {1.0}
    assert evaluation.problems == ()


def test_annotators_who_disagree_are_told_of_either_way_round(tmp_path: Path) -> None:
    def otherwise(gold: Json) -> None:
        gold["deals"][0]["price"] = None
        gold["deals"][2]["status"] = "rumored"

    one, two = labels(tmp_path / "one"), labels(tmp_path / "two", b=otherwise)
    there, back = agreement(one, two), agreement(two, one)
    assert [(e.document, e.field, e.kind) for e in there.errors] == [
        ("b", "price", "missed"),
        ("b", "status", "incorrect"),
    ]
    assert [(e.document, e.field, e.kind) for e in back.errors] == [
        ("b", "price", "spurious"),
        ("b", "status", "incorrect"),
    ]
    assert {n: there.totals[n].f1 for n in SCORED} == {n: back.totals[n].f1 for n in SCORED}


def test_an_article_that_one_of_them_lacks_is_named(tmp_path: Path) -> None:
    one, two = labels(tmp_path / "one"), labels(tmp_path / "two")
    (one / "a.gold.json").unlink()
    (two / "b.gold.json").unlink()
    evaluation = agreement(one, two)
    assert [(p.kind, p.subject) for p in evaluation.problems] == [("one label", "b"), ("one label", "a")]
    assert len(evaluation.documents) == 2


def test_labels_without_texts_take_them_from_the_first(tmp_path: Path) -> None:
    one, two = labels(tmp_path / "one"), labels(tmp_path / "two")
    for path in two.glob("*.txt"):
        path.unlink()
    assert agreement(one, two).headline == 1.0


def test_another_text_is_not_compared(tmp_path: Path) -> None:
    one, two = labels(tmp_path / "one"), labels(tmp_path / "two")
    (two / "a.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    evaluation = agreement(one, two)
    assert [(p.kind, p.subject) for p in evaluation.problems] == [("other text", "a")]
    assert len(evaluation.documents) == 3
