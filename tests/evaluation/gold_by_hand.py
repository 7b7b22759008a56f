"""Gold and predictions made by hand."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from extractor.evaluation.gold import Gold
from extractor.evaluation.goldset import GoldDocument, GoldSet, pair_gold, sha256_of
from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.predictions import Prediction
from extractor.evaluation.run import evaluate

Json = dict[str, Any]

TEXT = """Borealis to buy Quillon for $1.3 billion

OSLO — Borealis Group said on Monday that it would buy Quillon, a maker of looms, for $1.3 billion
(about 1.2 billion euros) from Harrow Capital. Quillon had raised just under $64 million from Fenwick and
Tamarack Ventures, at a valuation of $222 million.

“Looms are the next thing, and Quillon makes the best of them,” said Ada Nordby, Borealis’s chief executive.
“We pay a fair price.”

Teal Mutual and Osprey Life are to merge. Kestrel bought 12.5% of Dunlin for £40 million last year.
"""


def usd(amount: float, **more: Any) -> Json:
    return {"amount": amount, "currency": "USD", "qualifier": "exact", **more}


GOLD: Json = {
    "published": "2024-05-06",
    "deals": [
        {
            "kind": "acquisition",
            "status": "announced",
            "acquirers": [["Borealis Group", "Borealis"]],
            "target": ["Quillon"],
            "sellers": [["Harrow Capital"]],
            "price": usd(1_300_000_000, alternatives=[{"amount": 1_200_000_000, "currency": "EUR"}]),
            "price_disclosed": True,
            "announced_on": "2024-05-06",
            "prior_funding": usd(64_000_000, qualifier="under"),
            "valuation": usd(222_000_000),
            "investors": [["Fenwick"], ["Tamarack Ventures"]],
        },
        {
            "kind": "merger",
            "status": "announced",
            "acquirers": [["Teal Mutual"]],
            "target": ["Osprey Life"],
        },
        {
            "kind": "stake",
            "status": "completed",
            "acquirers": [["Kestrel"]],
            "target": ["Dunlin"],
            "price": {"amount": 40_000_000, "currency": "GBP", "qualifier": "exact"},
            "stake_percent": 12.5,
            "announced_on": "2023",
        },
    ],
    "financings": [
        {
            "company": ["Quillon"],
            "amount": usd(64_000_000, qualifier="under"),
            "round": "total",
            "investors": [["Fenwick"], ["Tamarack Ventures"]],
        }
    ],
    "valuations": [{"company": ["Quillon"], "amount": usd(222_000_000)}],
    "quotes": [
        {
            "text": "Looms are the next thing, and Quillon makes the best of them,",
            "speaker": ["Ada Nordby", "Nordby"],
            "title": "chief executive",
            "affiliation": ["Borealis Group", "Borealis"],
        },
        {"text": "We pay a fair price.", "speaker": ["Ada Nordby", "Nordby"]},
    ],
}


def gold_document(gold: Json = GOLD, text: str = TEXT, document_id: str = "a") -> GoldDocument:
    return pair_gold(document_id, Gold.model_validate_json(json.dumps(gold)), text)


def perfect(document: GoldDocument, *, alias: int = 0) -> Json:
    """The contract's JSON that says exactly what the gold does, by each party's first name (or another)."""
    gold = document.gold

    def party(names: Any) -> Json | None:
        return {"name": names[min(alias, len(names) - 1)], "mentions": []} if names else None

    def money(value: Any) -> Json | None:
        if value is None:
            return None
        return {key: getattr(value, key) for key in ("amount", "currency", "qualifier", "amount_max")}

    def date(value: str | None) -> Json | None:
        return {"value": value, "span": None} if value else None

    def words(value: str | None) -> Json | None:
        return {"text": value} if value else None

    def deal(one: Any) -> Json:
        target = party(one.target)
        if target and one.location:
            target["location"] = words(one.location)
        return {
            **{name: getattr(one, name) for name in ("kind", "status", "consideration", "price_disclosed")},
            **{
                name: [party(p) for p in getattr(one, name)] for name in ("acquirers", "sellers", "investors")
            },
            "target": target,
            **{
                name: money(getattr(one, name))
                for name in ("price", "price_per_share", "prior_funding", "valuation")
            },
            "stake": {"percent": one.stake_percent} if one.stake_percent else None,
            "announced_on": date(one.announced_on),
            "closes_on": date(one.closes_on),
        }

    return {
        "schema_version": "1.0",
        "document": {"id": document.id, "sha256": sha256_of(document.text)},
        "deals": [deal(one) for one in gold.deals],
        "financings": [
            {
                "company": party(one.company),
                "amount": money(one.amount),
                "round": one.round,
                "investors": [party(p) for p in one.investors],
            }
            for one in gold.financings
        ],
        "valuations": [{"company": party(v.company), "amount": money(v.amount)} for v in gold.valuations],
        "quotes": [
            {
                "span": {"start": start, "end": end, "text": document.text[start:end]},
                "speaker": party(quote.speaker),
                "speaker_title": words(quote.title),
                "affiliation": party(quote.affiliation),
            }
            for quote, (start, end) in zip(gold.quotes, document.places, strict=True)
        ],
    }


def score(
    change: Callable[[Json], object] | None = None, *, gold: Json = GOLD, text: str = TEXT
) -> Evaluation:
    """The score of a perfect prediction with one thing changed."""
    document = gold_document(gold, text)
    prediction = copy.deepcopy(perfect(document))
    if change:
        change(prediction)
    return evaluate({"a": Prediction.model_validate(prediction)}, GoldSet((document,)), resamples=50)


PARTS = ("correct", "partial", "incorrect", "missed", "spurious")
Moved = dict[str, dict[str, int]]


def differences(before: Evaluation, after: Evaluation) -> Moved:
    """By how much each count of each field changed, where it did."""
    changes = {
        name: {
            part: change
            for part in PARTS
            if (change := getattr(counts, part) - getattr(before.totals[name], part))
        }
        for name, counts in after.totals.items()
    }
    return {name: change for name, change in changes.items() if change}
