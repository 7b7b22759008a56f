"""Each value that is scored stands in the ledger under the rule that read it, right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from gold_by_hand import Json, score

from extractor.evaluation.ledger import NO_TRACE, ledger_of, rule_of
from extractor.evaluation.outcome import Evaluation

Lines = dict[str, dict[str, tuple[int, int]]]


def ledger(evaluation: Evaluation) -> Lines:
    return {
        entry.rule: {name: (won.right, won.wrong) for name, won in entry.fields.items()}
        for entry in evaluation.ledger
    }


def traced(
    *traces: tuple[str, str], lost: Sequence[tuple[str, str]] = (), **changes: Any
) -> Callable[[Json], None]:
    """A prediction that has only its first deal, changed, and says which rule read what."""

    def change(prediction: Json) -> None:
        prediction["deals"] = [prediction["deals"][0] | {"investors": []} | changes]
        prediction["quotes"] = prediction["financings"] = prediction["valuations"] = []
        prediction["trace"] = [
            *({"path": path, "rule": rule, "chosen": False} for path, rule in lost),
            *({"path": path, "rule": rule} for path, rule in traces),
        ]

    return change


DEAL = dict.fromkeys(("acquirer", "target", "seller", "status", "kind"), (1, 0))
MONEY = dict.fromkeys(("price", "prior_funding", "valuation"), (1, 0))


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (traced(), {NO_TRACE: DEAL | MONEY | {"price_disclosed": (1, 0), "announced_on": (1, 0)}}),
        (
            traced(("deals[0]", "buys"), ("deals[0].price", "for_amount")),
            {"buys": DEAL, "for_amount": {"price": (1, 0)}},
        ),
        (
            traced(("deals[0]", "buys"), ("deals[0].target", "appositive")),
            {"buys": {n: won for n, won in DEAL.items() if n != "target"}, "appositive": {"target": (1, 0)}},
        ),
        (
            traced(("deals[0].acquirers[0]", "buys"), acquirers=["Oslo"]),
            {"buys": {"acquirer": (0, 1)}},
        ),
        (
            traced(("deals[0].acquirers[1]", "buys"), acquirers=["Oslo", "Borealis"]),
            {"buys": {"acquirer": (1, 0)}},
        ),
        (
            traced(("deals[0].price", "worth"), lost=[("deals[0].price", "for_amount")]),
            {"worth": {"price": (1, 0)}},
        ),
        (traced(("deals[0].status", "signed"), status="completed"), {"signed": {"status": (0, 1)}}),
    ],
    ids=["no trace", "deal", "part of deal", "wrong", "second party", "lost candidate", "wrong status"],
)
def test_values_stand_under_their_rule(change: Callable[[Json], None], wanted: Lines) -> None:
    found = ledger(score(change))
    for rule, fields in wanted.items():
        details = {"qualifier", "price_disclosed", "announced_on"}
        assert {n: won for n, won in found[rule].items() if n not in details} == {
            n: won for n, won in fields.items() if n not in details
        }
    assert set(found) <= {*wanted, NO_TRACE}


def test_a_spurious_deal_is_its_rules_loss() -> None:
    def change(prediction: Json) -> None:
        prediction["deals"] = [{"acquirers": ["Oslo"], "target": "Monday"}]
        prediction["quotes"] = prediction["financings"] = prediction["valuations"] = []
        prediction["trace"] = [{"path": "deals[0]", "rule": "buys"}]

    assert ledger(score(change)) == {"buys": {"acquirer": (0, 1), "target": (0, 1)}}


def test_statements_and_quotes() -> None:
    def change(prediction: Json) -> None:
        prediction["deals"] = []
        prediction["quotes"][1]["speaker"] = None
        prediction["financings"][0]["investors"][1]["name"] = "Oslo"
        prediction["trace"] = [
            {"path": "quotes[0]", "rule": "said_after"},
            {"path": "quotes[1]", "rule": "runs_on"},
            {"path": "financings[0]", "rule": "raised_from"},
            {"path": "valuations[0].amount", "rule": "valued_at"},
        ]

    lines = ledger(score(change))
    assert lines["said_after"]["quote+speaker"] == (1, 0)
    assert lines["runs_on"] == {"quote": (1, 0)}  # a speaker that isn't given is nobody's loss
    assert lines["raised_from"] == {"financing": (1, 0), "financing_investors": (1, 1)}
    assert lines["valued_at"] == {"company_valuation": (1, 0)}


@pytest.mark.parametrize(
    ("path", "field", "rules", "rule"),
    [
        ("deals[0].price", "price", {"deals[0]": "buys"}, NO_TRACE),
        ("deals[0].kind", "kind", {"deals[0]": "buys"}, "buys"),
        ("deals[1].kind", "kind", {"deals[0]": "buys"}, NO_TRACE),
        ("deals[1].target", "target", {"deals[10].target": "buys"}, NO_TRACE),
        ("deals[0].target", "target", {"deals[0].target.name": "buys"}, "buys"),
        ("deals[0].target", "target", {"deals[0].target.location": "based_in"}, NO_TRACE),
        ("financings[0].investors[1]", "financing_investors", {"financings[0]": "led_by"}, "led_by"),
        ("quotes[0].speaker", "quote+speaker", {"quotes[0]": "said"}, "said"),
    ],
)
def test_rule_of(path: str, field: str, rules: dict[str, str], rule: str) -> None:
    assert rule_of(path, field, rules) == rule


def test_known_rules_are_listed_though_they_win_nothing() -> None:
    (entry,) = ledger_of([], ["buys"])
    assert (entry.rule, entry.right, entry.wrong) == ("buys", 0, 0)


def test_the_best_rule_comes_first_and_no_trace_last() -> None:
    evaluation = score(
        lambda p: p.update(trace=[{"path": "deals[0].price", "rule": "b"}, {"path": "deals[0]", "rule": "a"}])
    )
    assert [entry.rule for entry in evaluation.ledger] == ["a", "b", NO_TRACE]
    assert [entry["rule"] for entry in evaluation.to_dict(rules=True)["rules"]] == ["a", "b", NO_TRACE]
    assert "rules" not in evaluation.to_dict()
