"""An article with a label for everything that a label can say."""

from __future__ import annotations

import json
from typing import Any

from extractor.annotation.from_gold import annotate
from extractor.annotation.model import Annotated
from extractor.evaluation.gold import Gold

TEXT = """Brightloom to buy Quayside Mills for \u00a31.2bn 🧵

LEEDS \u2014 Brightloom Group said on Monday it would buy 60% of Quayside Mills, a weaver of sails based in
Whitby, from Harrow Capital for \u00a31.2bn (about $1.5bn), or 340p a share in cash. Quayside had raised just under
\u00a364m from Fenwick and Tamarack Ventures in 2021, when it was valued at \u00a3222m.\r
\u201cThere is wind
in it,\u201d said Ada Nordby, chief executive of Brightloom. \u201cThere is wind in it,\u201d she added.
"""


def pounds(amount: float, qualifier: str = "exact", **more: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "GBP", "qualifier": qualifier, **more}


LABELS: dict[str, Any] = {
    "id": "sails",
    "published": "2024-05-06",
    "deals": [
        {
            "kind": "stake",
            "status": "announced",
            "acquirers": [["Brightloom Group", "Brightloom"]],
            "target": ["Quayside Mills", "Quayside"],
            "sellers": [["Harrow Capital"]],
            "price": pounds(1_200_000_000, alternatives=[{"amount": 1_500_000_000, "currency": "USD"}]),
            "price_disclosed": True,
            "price_per_share": pounds(3.4),
            "stake_percent": 60,
            "consideration": "cash",
            "announced_on": "2024-05-06",
            "closes_on": "2025",
            "prior_funding": pounds(64_000_000, "under"),
            "valuation": pounds(222_000_000),
            "investors": [["Fenwick"], ["Tamarack Ventures"]],
            "description": "weaver of sails",
            "location": "Whitby",
            "evidence": [{"text": "Brightloom to buy Quayside Mills"}],
        }
    ],
    "financings": [
        {
            "company": ["Quayside Mills", "Quayside"],
            "amount": pounds(64_000_000, "under"),
            "round": "total",
            "investors": [["Fenwick"]],
            "lead_investors": [["Tamarack Ventures", "Tamarack of York"]],
            "date": "2021",
        }
    ],
    "valuations": [
        {"company": ["Quayside"], "amount": pounds(222_000_000), "basis": "round", "date": "2021"}
    ],
    "quotes": [
        {
            "text": "There is wind\nin it,",
            "speaker": ["Ada Nordby"],
            "title": "chief executive",
            "affiliation": ["Brightloom"],
            "cue": "said",
        },
        {"text": "There is wind in it,", "speaker": ["Ada Nordby"], "cue": "added"},
    ],
    "notes": [
        'An emoji, a line end inside a quote; "closes_on" and one name do not stand in the text.',
        "Two.",
    ],
}
GOLD = Gold.model_validate_json(json.dumps(LABELS))


def article() -> Annotated:
    return annotate("sails", TEXT, GOLD)


def without_offsets(value: Any) -> Any:
    """Labels as they are written by hand, where nothing tells its offsets."""
    if isinstance(value, dict):
        return {name: without_offsets(one) for name, one in value.items() if name not in ("start", "end")}
    return [without_offsets(one) for one in value] if isinstance(value, list | tuple) else value
