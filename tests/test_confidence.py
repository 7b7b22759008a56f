"""Confidence: read off a finished deal and its trace, never certain, absent where it wasn't measured."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.assemble import Records
from extractor.confidence import (
    LEAD,
    LEAST,
    MOST,
    RARE_RULE,
    Weights,
    deal_features,
    load_weights,
    with_confidence,
)
from extractor.language import MODELS
from extractor.schema import Deal, Party, Span, Target, Trace

HEADLINE = "Kestrel buys Dunlin Inc"
TEXT = f"{HEADLINE}\n\nKestrel said on Monday that it had bought the maker of looms.\n"
LONG = TEXT + "x" * LEAD + "\nIt bought a plant, too.\n"


def span(words: str, text: str = LONG) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def deal(**fields: Any) -> Deal:
    told: dict[str, Any] = {
        "id": "0" * 16,
        "kind": "acquisition",
        "status": "completed",
        "acquirers": (Party(name="Kestrel", mentions=(span("Kestrel"),)),),
        "target": Target(name="Dunlin Inc", mentions=(span("Dunlin Inc"),)),
        "evidence": (span(HEADLINE),),
    }
    return Deal(**told | fields)


def trace(path: str, rule: str, *, chosen: bool = True) -> Trace:
    return Trace(path=path, rule=rule, chosen=chosen)


def features(*deals: Deal, traces: tuple[Trace, ...] = ()) -> list[dict[str, float]]:
    return list(deal_features(deals, traces, LONG))


def described(name: str) -> Target:
    return Target(name=name, mentions=(span("the maker"),))


@pytest.mark.parametrize(
    ("fields", "present", "absent"),
    [
        ({}, {"in the headline", "in the lead", "status: completed", "kind: acquisition"}, {"price"}),
        ({}, {"target known as a company"}, {"acquirer known as a company"}),
        ({"evidence": (span("Kestrel said"),)}, {"in the lead"}, {"in the headline", "only further down"}),
        ({"evidence": (span("It bought"),)}, {"only further down"}, {"in the lead"}),
        ({"evidence": (span(HEADLINE), span("It bought"))}, {"in the headline"}, {"only further down"}),
        ({"acquirers": ()}, {"no acquirer"}, {"several acquirers", "acquirer of one word"}),
        ({"target": None}, {"no target"}, {"target of one word", "target known as a company"}),
        ({"target": described("maker of looms")}, {"target described, not named"}, {"target of one word"}),
        ({"status": "rumored", "kind": "stake"}, {"status: rumored", "kind: stake"}, {"status: completed"}),
    ],
)
def test_what_is_seen_of_a_deal(fields: dict[str, Any], present: set[str], absent: set[str]) -> None:
    (seen,) = features(deal(**fields))
    assert present <= seen.keys()
    assert not absent & seen.keys()


def test_the_rules_of_a_deal_are_its_own() -> None:
    traces = (
        trace("deals[0]", "buys", chosen=False),
        trace("deals[0]", "sells"),
        trace("deals[1]", "takes_over"),
        trace("deals[0]", "sells"),
        trace("deals[0].price", "worth"),
    )
    first, second = features(deal(), deal(), traces=traces)
    assert first["rule: sells"] == second["rule: takes_over"] == 1
    assert first["statements that agree"] > 0
    assert not {"rules that agree", "rule: buys", "rule: worth"} & first.keys()
    assert "first deal" in first
    assert "first deal" not in second


def test_without_a_trace_there_is_no_rule() -> None:
    assert features(deal())[0]["rule: none"] == 1


@pytest.mark.parametrize(
    ("seen", "probability"),
    [
        ({}, 0.5),
        ({"price": 1}, 0.731),
        ({"price": -1}, 0.269),
        ({"rule: buys": 1}, 0.881),
        ({"rule: never seen": 1}, 0.269),
        ({"unknown": 5}, 0.5),
        ({"price": 1000}, MOST),
        ({"price": -1000}, LEAST),
    ],
)
def test_the_weights_add_up(seen: dict[str, float], probability: float) -> None:
    weights = Weights(0.0, {"price": 1.0, "rule: buys": 2.0, RARE_RULE: -1.0}, ("m 1",))
    assert weights.probability(seen) == probability


def test_the_weights_that_we_ship() -> None:
    weights = load_weights()
    assert weights is not None
    assert {model.split()[0] for model in weights.models} == set(MODELS)
    model = weights.models[0]
    told = with_confidence(Records((deal(),), trace=(trace("deals[0]", "buys"),)), LONG, model)
    (sure,) = told.deals
    (unsure,) = with_confidence(Records((deal(target=described("assets")),)), LONG, model).deals
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 < unsure.confidence < sure.confidence < 1
    assert sure == deal(confidence=sure.confidence)  # nothing else has changed
    assert [line.rule for line in told.trace] == ["buys", "logistic_regression"]


def test_another_model_has_not_been_measured() -> None:
    records = Records((deal(),), trace=(trace("deals[0]", "buys"),))
    assert with_confidence(records, LONG, "en_core_web_lg 3.8.0") == records


def test_no_deals() -> None:
    assert with_confidence(Records(), "", MODELS[0]) == Records()
