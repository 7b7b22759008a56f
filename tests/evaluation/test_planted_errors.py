"""A perfect prediction scores 1.000 everywhere; each planted error moves exactly the counts it should."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from gold_by_hand import GOLD, TEXT, Json, Moved, differences, gold_document, perfect, score, usd

from extractor.evaluation import Prediction, evaluate
from extractor.evaluation.goldset import GoldSet
from extractor.evaluation.tally import HEADLINE, SCORED

Change = Callable[[Json], object]

WRONG = {"correct": -1, "incorrect": 1}
PARTIAL = {"correct": -1, "partial": 1}
MISSED = {"correct": -1, "missed": 1}
SPURIOUS = {"spurious": 1}
UNCOUNTED = {"correct": -1}
MOVED = {"correct": -1, "missed": 1, "spurious": 1}
"""Missed where gold has it, and made up where it has not."""


def twice(change: dict[str, int]) -> dict[str, int]:
    return {part: 2 * count for part, count in change.items()}


def deal(number: int, **values: Any) -> Change:
    return lambda p: p["deals"][number].update(values)


def money(number: int, name: str, **values: Any) -> Change:
    return lambda p: p["deals"][number][name].update(values)


def quote(number: int, **values: Any) -> Change:
    return lambda p: p["quotes"][number].update(values)


def shift(number: int, start: int, end: int) -> Change:
    def change(prediction: Json) -> None:
        span = prediction["quotes"][number]["span"]
        span |= {"start": span["start"] + start, "end": span["end"] + end}

    return change


def swap_targets(prediction: Json) -> None:
    one, _, other = prediction["deals"]
    one["target"], other["target"] = other["target"], one["target"]


def swap_investors(prediction: Json) -> None:
    one, other, _ = prediction["deals"]
    one["investors"], other["investors"] = other["investors"], one["investors"]


def swap_sides(number: int) -> Change:
    def change(prediction: Json) -> None:
        one = prediction["deals"][number]
        one["acquirers"], one["target"] = [one["target"]], one["acquirers"][0]

    return change


PLANTED: list[tuple[str, Change, Moved]] = [
    # parties
    ("wrong acquirer", deal(0, acquirers=[{"name": "Oslo"}]), {"acquirer": WRONG}),
    ("wrong target", deal(0, target={"name": "Looms"}), {"target": WRONG}),
    ("no target", deal(0, target=None), {"target": MISSED}),
    ("alias", deal(0, acquirers=["Borealis"]), {}),
    ("alias with suffix and article", deal(0, target="the Quillon Corp."), {}),
    ("one acquirer too many", deal(0, acquirers=["Borealis", "Oslo"]), {"acquirer": SPURIOUS}),
    ("an acquirer twice", deal(0, acquirers=["Borealis", "Borealis Group"]), {"acquirer": SPURIOUS}),
    ("seller missed", deal(0, sellers=[]), {"seller": MISSED}),
    ("investor missed", deal(0, investors=["Fenwick"]), {"investors": MISSED}),
    ("investor cut short", deal(0, investors=["Fenwick", "Tamarack"]), {"investors": PARTIAL}),
    ("investors in another order", deal(0, investors=["Tamarack Ventures", "Fenwick"]), {}),
    ("acquirer cut short", deal(0, acquirers=["Boreal"]), {"acquirer": WRONG}),
    ("no acquirer", deal(0, acquirers=[]), {"acquirer": MISSED}),
    ("investors changed over between deals", swap_investors, {"investors": twice(MOVED)}),
    # money
    ("off by scale", money(0, "price", amount=1_300_000), {"price": WRONG}),
    ("wrong currency", money(0, "price", currency="CAD"), {"price": WRONG}),
    ("the conversion", money(0, "price", amount=1_200_000_000, currency="EUR"), {}),
    ("the conversion's currency", money(0, "price", currency="EUR"), {"price": WRONG}),
    ("0.4 % off", money(0, "price", amount=1_305_000_000), {}),
    ("0.6 % off", money(0, "price", amount=1_308_000_000), {"price": PARTIAL}),
    ("price missed", deal(0, price=None), {"price": MISSED}),
    ("price made up", deal(1, price=usd(5)), {"price": SPURIOUS}),
    ("funding as valuation", deal(0, prior_funding=None), {"prior_funding": MISSED}),
    ("valuation of another", deal(0, valuation=usd(40e9)), {"valuation": WRONG}),
    (
        "a range that begins right",
        money(0, "valuation", amount_max=3e8, qualifier="range"),
        {},
    ),
    # kinds
    ("status", deal(0, status="completed"), {"status": WRONG}),
    ("no status", deal(0, status=None), {"status": MISSED}),
    ("asset purchase for acquisition", deal(0, kind="asset_purchase"), {}),
    ("kind", deal(0, kind="stake"), {"kind": WRONG}),
    ("stake", deal(2, stake={"percent": 12.6}), {"stake_percent": WRONG}),
    ("stake rounded", deal(2, stake={"percent": 12.46}), {}),
    ("stake missed", deal(2, stake=None), {"stake_percent": MISSED}),
    # deals
    (
        "missed deal",
        lambda p: p["deals"].pop(2),
        {
            **dict.fromkeys(("acquirer", "target", "price", "stake_percent"), MISSED),
            **dict.fromkeys(("status", "kind"), UNCOUNTED),
        },
    ),
    (
        "spurious deal",
        lambda p: p["deals"].insert(0, {"acquirers": ["Oslo"], "target": "Monday", "price": usd(1)}),
        dict.fromkeys(("acquirer", "target", "price"), SPURIOUS),
    ),
    (
        "a deal told twice",
        lambda p: p["deals"].append(copy.deepcopy(p["deals"][2])),
        dict.fromkeys(("acquirer", "target", "price", "stake_percent"), SPURIOUS),
    ),
    ("deals in another order", lambda p: p["deals"].reverse(), {}),
    # Targets changed over: each deal goes where its target is, and all else about it is wrong there.
    (
        "two deals swapped",
        swap_targets,
        {
            **dict.fromkeys(("acquirer", "price", "kind", "status"), twice(WRONG)),
            **dict.fromkeys(("seller", "prior_funding", "valuation", "stake_percent"), MOVED),
            "investors": twice(MOVED),
        },
    ),
    ("merger sides swapped", swap_sides(1), {}),
    (
        "acquisition sides swapped",  # no pair: all of it is made up, and all of gold's missed
        swap_sides(0),
        {
            **dict.fromkeys(("acquirer", "target", "seller", "price", "prior_funding", "valuation"), MOVED),
            "investors": twice(MOVED),
            **dict.fromkeys(("status", "kind"), UNCOUNTED),
        },
    ),
    # quotes
    ("cut a little", shift(0, 10, 0), {}),
    ("cut short", shift(0, 30, 0), {"quote": PARTIAL, "quote+speaker": PARTIAL}),
    ("wrong speaker", quote(0, speaker={"name": "Quillon"}), {"quote+speaker": WRONG}),
    ("speaker cut short", quote(0, speaker="Ada"), {"quote+speaker": PARTIAL}),
    ("no speaker", quote(0, speaker=None), {"quote+speaker": MISSED}),
    ("the speaker's last name", quote(0, speaker="Nordby"), {}),
    (
        "quote missed",
        lambda p: p["quotes"].pop(1),
        {"quote": MISSED, "quote+speaker": MISSED},
    ),
    (
        "scare quote",
        lambda p: p["quotes"].append({"span": {"start": 0, "end": 8, "text": "Borealis"}}),
        {"quote": SPURIOUS, "quote+speaker": SPURIOUS},
    ),
    # statements of the document
    ("repeated financing", lambda p: p["financings"].append(copy.deepcopy(p["financings"][0])), {}),
    (
        "financing of another",
        lambda p: p["financings"].append({"company": "Borealis", "amount": usd(5), "investors": ["Fenwick"]}),
        {"financing": SPURIOUS, "financing_investors": SPURIOUS},
    ),
    (
        "financing without amount",
        lambda p: p["financings"][0].update(amount=None),
        {"financing": MISSED},
    ),
    ("backer missed", lambda p: p["financings"][0]["investors"].pop(), {"financing_investors": MISSED}),
    (
        "valuation of the wrong company",
        lambda p: p["valuations"][0].update(company={"name": "Borealis"}),
        {"company_valuation": MOVED},
    ),
]

DETAILS: list[tuple[str, Change, Moved]] = [
    ("date", deal(0, announced_on="2024-05"), {"announced_on": WRONG}),
    ("year right", deal(2, announced_on={"value": "2023", "span": None}), {}),
    ("qualifier", money(0, "prior_funding", qualifier="exact"), {"qualifier": WRONG}),
    ("title", quote(0, speaker_title="chairman"), {"speaker_title": WRONG}),
    ("title in capitals", quote(0, speaker_title="Chief Executive"), {}),
    ("affiliation", quote(0, affiliation="Quillon"), {"affiliation": WRONG}),
    ("round", lambda p: p["financings"][0].update(round="seed"), {"round": WRONG}),
    ("price disclosed", deal(0, price_disclosed=None), {"price_disclosed": MISSED}),
]


@pytest.mark.parametrize(
    ("change", "expected"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_a_planted_error_moves_exactly_its_counts(change: Change, expected: Moved) -> None:
    moved = differences(score(), score(change))
    assert {name: counts for name, counts in moved.items() if name in SCORED} == expected


PAIRINGS: list[tuple[str, Change, tuple[int, int, int]]] = [
    # what is planted, and the deals that are then predicted, paired, and right in every field
    ("nothing", lambda p: None, (3, 3, 3)),
    ("alias", deal(0, acquirers=["Borealis"]), (3, 3, 3)),
    ("wrong target", deal(0, target={"name": "Looms"}), (3, 3, 2)),
    ("wrong acquirer and target", deal(0, acquirers=["Oslo"], target="Looms"), (3, 2, 2)),
    ("off by scale", money(0, "price", amount=1_300_000), (3, 3, 2)),
    ("missed deal", lambda p: p["deals"].pop(2), (2, 2, 2)),
    ("spurious deal", lambda p: p["deals"].append({"acquirers": ["Oslo"], "target": "Monday"}), (4, 3, 3)),
    ("a deal told twice", lambda p: p["deals"].append(copy.deepcopy(p["deals"][2])), (4, 3, 3)),
    ("two deals swapped", swap_targets, (3, 3, 1)),
    ("merger sides swapped", swap_sides(1), (3, 3, 3)),
    ("acquisition sides swapped", swap_sides(0), (3, 2, 2)),
    ("wrong speaker", quote(0, speaker={"name": "Quillon"}), (3, 3, 3)),
]


@pytest.mark.parametrize(
    ("change", "expected"), [row[1:] for row in PAIRINGS], ids=[row[0] for row in PAIRINGS]
)
def test_a_planted_error_pairs_as_it_should(change: Change, expected: tuple[int, int, int]) -> None:
    deals = score(change).deals
    assert (deals["predicted"], deals["paired"], deals["exact"]) == expected


@pytest.mark.parametrize(
    ("change", "expected"), [row[1:] for row in DETAILS], ids=[row[0] for row in DETAILS]
)
def test_a_detail_moves_its_accuracy_and_nothing_else(change: Change, expected: Moved) -> None:
    assert differences(score(), score(change)) == expected


def test_perfect_is_one_everywhere() -> None:
    evaluation = score()
    assert {name: evaluation.totals[name].f1 for name in SCORED} == dict.fromkeys(SCORED, 1.0)
    assert evaluation.headline == evaluation.macro == 1.0
    assert evaluation.errors == []
    assert evaluation.deals == {"gold": 3, "predicted": 3, "paired": 3, "exact": 3}


def test_nothing_predicted_misses_everything_and_says_so() -> None:
    evaluation = evaluate({}, GoldSet((gold_document(),)))
    perfect_counts = score().totals
    for name in SCORED:
        counts = evaluation.totals[name]
        assert (counts.tp, counts.fp) == (0, 0)
        if name not in ("kind", "status"):  # of paired deals only
            assert counts.fn == perfect_counts[name].tp
    assert [(problem.kind, problem.subject) for problem in evaluation.problems] == [("no prediction", "a")]


def test_every_error_is_listed() -> None:
    def change(prediction: Json) -> None:
        prediction["deals"][0]["price"]["amount"] = 1_300_000
        prediction["deals"][0]["sellers"] = []
        prediction["deals"][1]["investors"] = [{"name": "Fenwick"}]

    assert [(e.document, e.field, e.kind, e.got, e.wanted, e.where) for e in score(change).errors] == [
        ("a", "seller", "missed", None, "Harrow Capital", "Borealis Group → Quillon"),
        *[
            (
                *("a", "price", "incorrect", "USD 1,300,000", "USD 1,300,000,000 / EUR 1,200,000,000"),
                "Borealis Group → Quillon",
            )
        ],
        ("a", "investors", "spurious", "Fenwick", None, "Teal Mutual → Osprey Life"),
    ]


def test_the_list_of_errors_adds_up_to_the_counts() -> None:
    def change(prediction: Json) -> None:
        prediction["deals"].pop(0)
        prediction["deals"].append({"acquirers": ["Oslo"], "target": "Monday"})
        prediction["quotes"][0]["speaker"] = None

    evaluation = score(change)
    for name, counts in evaluation.totals.items():
        kinds = [error.kind for error in evaluation.errors if error.field == name]
        both = kinds.count("incorrect") + kinds.count("partial")
        assert counts.fp == both + kinds.count("spurious")
        assert counts.fn == both + kinds.count("missed")


def test_either_end_of_golds_range_is_right() -> None:
    gold = copy.deepcopy(GOLD)
    gold["deals"][0]["price"] = usd(40e6, qualifier="range", amount_max=50e6)
    for amount, right in ((40e6, True), (50e6, True), (45e6, False)):
        evaluation = score(deal(0, price=usd(amount)), gold=gold)
        assert (evaluation.totals["price"].fp == 0) is right


def test_the_macro_mean_is_of_the_fields_that_occur() -> None:
    gold = copy.deepcopy(GOLD) | {"quotes": [], "financings": [], "valuations": []}
    del gold["deals"][0]["prior_funding"], gold["deals"][0]["valuation"]
    evaluation = score(deal(0, investors=[]), gold=gold)
    assert evaluation.totals["quote"].f1 is None
    assert evaluation.macro == pytest.approx(3 / 4)  # acquirer, target, price and investors occur


def test_the_headline_is_micro_over_seven_fields() -> None:
    evaluation = score(deal(0, sellers=["Oslo"], status="rumored", price=None))
    whole = sum(score().totals[name].tp for name in HEADLINE)
    assert evaluation.headline == pytest.approx(2 * (whole - 1) / (2 * (whole - 1) + 1))


def test_documents_without_a_deal_count_false_alarms() -> None:
    documents = tuple(
        gold_document({"deals": []}, TEXT, document_id=name) for name in ("bait", "calm", "quiet")
    )
    predictions = {
        document.id: Prediction.model_validate({"document": document.id}) for document in documents
    }
    predictions["bait"] = Prediction.model_validate(
        {"document": "bait", "deals": [{"acquirers": ["Oslo"], "target": "Monday"}]}
    )
    evaluation = evaluate(predictions, GoldSet(documents))
    assert (evaluation.false_alarms, evaluation.without_deal) == (1, 3)
    assert evaluation.headline == 0.0


PAIRED = [
    # what gold has (acquirer, target), what was predicted, expected pairs as (predicted, gold)
    ("AX", [("A", "Y"), ("A", "X")], [(1, 0)]),  # the target decides before the order
    ("AX", [("B", "Y")], []),  # neither side agrees: no pair
    ("AX", [("B", "X")], [(0, 0)]),
    ("AX", [("A", None)], [(0, 0)]),
]


@pytest.mark.parametrize(("gold", "predicted", "pairs"), PAIRED)
def test_deals_pair_best_first(
    gold: str, predicted: list[tuple[str, str]], pairs: list[tuple[int, int]]
) -> None:
    one = {"kind": "acquisition", "status": "announced", "acquirers": [[gold[0]]], "target": [gold[1]]}
    document = gold_document({"deals": [one]})
    prediction = {
        "document": "a",
        "deals": [
            {"kind": "acquisition", "status": "announced", "acquirers": [who], "target": what}
            for who, what in predicted
        ],
    }
    evaluation = evaluate({"a": Prediction.model_validate(prediction)}, GoldSet((document,)))
    assert evaluation.deals["paired"] == len(pairs)
    spare = len(predicted) - len(pairs)
    assert evaluation.totals["target"].fp + evaluation.totals["acquirer"].fp >= spare


def test_two_deals_of_one_pair_of_names_are_told_apart_by_price_and_status() -> None:
    two = [
        {"kind": "acquisition", "status": s, "acquirers": [["A"]], "target": ["X"], "price": usd(amount)}
        for s, amount in (("terminated", 10), ("announced", 12))
    ]
    document = gold_document({"deals": two})
    prediction = perfect(document)
    prediction["deals"].reverse()
    evaluation = evaluate({"a": Prediction.model_validate(prediction)}, GoldSet((document,)))
    assert evaluation.errors == []


def test_a_deal_that_names_only_its_seller_pairs_by_that() -> None:
    one = {"kind": "asset_purchase", "status": "rumored", "sellers": [["Harrow Capital"]]}
    document = gold_document({"deals": [one]})
    evaluation = evaluate({"a": Prediction.model_validate(perfect(document))}, GoldSet((document,)))
    assert evaluation.deals["paired"] == 1
    assert evaluation.errors == []


def test_a_merger_without_target_may_name_its_side_as_target() -> None:
    document = gold_document({"deals": [{"kind": "merger", "status": "rumored", "acquirers": [["Galax"]]}]})
    prediction = {"document": "a", "deals": [{"kind": "merger", "status": "rumored", "target": "Galax"}]}
    assert evaluate({"a": Prediction.model_validate(prediction)}, GoldSet((document,))).errors == []


def test_financings_told_twice_by_other_names_are_one() -> None:
    gold = {
        "financings": [
            {"company": ["Quillon", "Quill"], "amount": usd(64e6), "investors": [["Fenwick", "FW"]]},
            {"company": ["Quill"], "amount": usd(64.1e6), "investors": [["FW"]]},
        ]
    }
    document = gold_document(gold)
    evaluation = evaluate({"a": Prediction.model_validate(perfect(document))}, GoldSet((document,)))
    for name in ("financing", "financing_investors"):
        counts = evaluation.totals[name]
        assert (counts.tp, counts.fp, counts.fn) == (1, 0, 0)
