"""Strict, value and lenient: the same prediction, more or less kindly compared; and what is partly right."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from gold_by_hand import TEXT, Json, score, usd

from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.tally import SCORED

Change = Callable[[Json], object]


def deal(number: int, **values: Any) -> Change:
    return lambda p: p["deals"][number].update(values)


def quote(start: int, end: int, **values: Any) -> Change:
    def change(prediction: Json) -> None:
        one = prediction["quotes"][0]
        one["span"] |= {"start": one["span"]["start"] + start, "end": one["span"]["end"] + end}
        one.update(values)

    return change


VIEWS: list[tuple[str, Change, str, str]] = [
    # what is wrong, in which field, and the views in which it is right
    ("an alias of gold's", deal(0, acquirers=["Borealis"]), "acquirer", "strict value lenient"),
    ("legal suffix", deal(0, target="Quillon Corp."), "target", "value lenient"),
    ("capitals", deal(0, target="QUILLON"), "target", "value lenient"),
    ("cut short", deal(0, investors=["Fenwick", "Tamarack"]), "investors", "lenient"),
    ("too long", deal(2, target="Dunlin Sand"), "target", "lenient"),
    ("another word", deal(2, target="Kestrel Sand"), "target", ""),
    ("0.4 % off", deal(0, price=usd(1_305_000_000)), "price", "value lenient"),
    ("4 % off", deal(0, price=usd(1_350_000_000)), "price", "lenient"),
    ("6 % off", deal(0, price=usd(1_380_000_000)), "price", ""),
    ("currency", deal(0, price=usd(1_300_000_000, currency="CAD")), "price", ""),
    ("quote, a mark more", quote(-1, 0), "quote", "value lenient"),
    ("quote, half of it", quote(30, 0), "quote", "lenient"),
    ("quote, its last word", quote(55, 0), "quote", ""),
    ("speaker cut short", quote(0, 0, speaker={"name": "Ada"}), "quote+speaker", "lenient"),
    ("status", deal(0, status="completed"), "status", ""),
    ("stake", deal(2, stake={"percent": 12.46}), "stake_percent", "strict value lenient"),
    (
        "financing, its backer cut short",
        lambda p: p["financings"][0]["investors"][1].update(name="Tamarack"),
        "financing_investors",
        "lenient",
    ),
]


def f1(evaluation: Evaluation, view: str, name: str) -> float | None:
    return evaluation.totals[name].f1 if view == "value" else evaluation.view(view, name).f1


@pytest.mark.parametrize(
    ("change", "name", "right"), [row[1:] for row in VIEWS], ids=[row[0] for row in VIEWS]
)
def test_a_view_takes_what_it_should(change: Change, name: str, right: str) -> None:
    evaluation = score(change)
    found = [view for view in ("strict", "value", "lenient") if f1(evaluation, view, name) == 1]
    assert found == right.split()


def test_perfect_is_perfect_in_every_view() -> None:
    evaluation = score()
    assert {f1(evaluation, view, name) for view in ("strict", "lenient") for name in SCORED} == {1.0}


def test_a_deal_whose_names_are_all_cut_short_is_one_in_the_lenient_view_alone() -> None:
    def change(prediction: Json) -> None:
        prediction["deals"] = [{"acquirers": ["Teal"], "target": "Osprey", "kind": "merger"}]

    evaluation = score(change)
    assert evaluation.deals["paired"] == 0
    assert evaluation.view("lenient", "acquirer").tp == evaluation.view("lenient", "kind").tp == 1
    assert evaluation.view("strict", "acquirer").tp == 0


PARTIAL: list[tuple[str, Change, str, str]] = [
    ("name cut short", deal(0, investors=["Fenwick", "Tamarack"]), "investors", "partial"),
    ("another name", deal(0, investors=["Fenwick", "Oslo"]), "investors", "incorrect"),
    ("name missed", deal(0, investors=["Fenwick"]), "investors", "missed"),
    ("name made up", deal(1, investors=["Fenwick"]), "investors", "spurious"),
    ("nearly the price", deal(0, price=usd(1_350_000_000)), "price", "partial"),
    ("off by scale", deal(0, price=usd(1_300_000)), "price", "incorrect"),
    ("quote cut short", quote(30, 0), "quote", "partial"),
    ("speaker cut short", quote(0, 0, speaker={"name": "Ada"}), "quote+speaker", "partial"),
    ("speaker wrong", quote(0, 0, speaker={"name": "Quillon"}), "quote+speaker", "incorrect"),
    (
        "financing of the company, cut short",
        lambda p: p["financings"][0].update(amount=usd(63e6)),
        "financing",
        "partial",
    ),
]


@pytest.mark.parametrize(
    ("change", "name", "kind"), [row[1:] for row in PARTIAL], ids=[row[0] for row in PARTIAL]
)
def test_each_error_is_of_one_kind(change: Change, name: str, kind: str) -> None:
    counts = score(change).totals[name]
    kinds = {one: getattr(counts, one) for one in ("partial", "incorrect", "missed", "spurious")}
    assert kinds == dict.fromkeys(kinds, 0) | {kind: 1}


def test_a_name_cut_short_is_set_against_its_own() -> None:
    """Of two wrong investors the one that is nearly right is partial, whatever their order."""
    evaluation = score(deal(0, investors=["Tamarack", "Oslo"]))
    assert [(e.kind, e.got, e.wanted) for e in evaluation.errors] == [
        ("partial", "Tamarack", "Tamarack Ventures"),
        ("incorrect", "Oslo", "Fenwick"),
    ]


@pytest.mark.parametrize(
    ("change", "exact"),
    [
        (lambda p: None, 3),
        (deal(0, price=None), 2),
        (deal(0, status="rumored"), 2),
        (deal(0, announced_on=None, price_disclosed=None), 3),  # details are not among the fields
        (lambda p: p["deals"].append({"acquirers": ["Oslo"]}), 3),
        (lambda p: p["deals"].pop(), 2),
    ],
)
def test_deals_right_in_every_field(change: Change, exact: int) -> None:
    assert score(change).deals["exact"] == exact


def groups(evaluation: Evaluation, sort: str) -> dict[str, tuple[int, float | None]]:
    return {group.name: (group.items, group.counts.f1) for group in evaluation.groups[sort]}


def test_scores_by_kind_status_and_length() -> None:
    evaluation = score(deal(2, price=None))
    kinds = groups(evaluation, "kind")
    assert kinds == {"acquisition": (1, 1.0), "merger": (1, 1.0), "stake": (1, pytest.approx(0.8))}
    assert groups(evaluation, "status")["announced"] == (2, 1.0)
    assert groups(evaluation, "length") == {"up to 250 words": (1, evaluation.headline)}
    assert json.loads(json.dumps(evaluation.to_dict()))["groups"]["kind"]["stake"]["fn"] == 1


def test_a_spurious_deal_counts_against_its_own_kind() -> None:
    evaluation = score(lambda p: p["deals"].append({"acquirers": ["Oslo"], "kind": "merger"}))
    assert groups(evaluation, "kind")["merger"] == (2, pytest.approx(0.8))
    assert groups(evaluation, "kind")["acquisition"] == (1, 1.0)


@pytest.mark.parametrize(
    ("words", "name"), [(0, "up to 250 words"), (400, "up to 600 words"), (1000, "longer")]
)
def test_articles_by_length(words: int, name: str) -> None:

    assert list(groups(score(text=TEXT + "word " * words), "length")) == [name]


def test_the_worked_example_of_the_docs() -> None:
    one = {
        "kind": "acquisition",
        "status": "announced",
        "acquirers": [["Borealis"]],
        "target": ["Quillon"],
        "price": usd(1.3e9),
        "investors": [["Fenwick"], ["Tamarack Ventures"]],
    }
    run = deal(0, acquirers=["Borealis Group"], price=None, investors=["Tamarack", "Oslo"])
    evaluation = score(run, gold={"deals": [one]})
    assert round(evaluation.headline or 0, 3) == 0.444
    counts = [evaluation.view("lenient", name) for name in ("acquirer", "target", "price", "investors")]
    assert [sum(getattr(one, part) for one in counts) for part in ("tp", "fp", "fn")] == [3, 1, 2]
