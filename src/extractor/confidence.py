"""How far a deal can be trusted: the probability that its acquirers and its target are all right.

A logistic regression over what can be seen of a finished deal and its trace. The weights stand in
``data/confidence.json``, each beside the name of its feature; ``benchmarks/fit_confidence.py`` fits them on
labelled articles. They hold for the language model that they were measured with: with another one, or
without the file, a deal has no confidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import log1p, tanh

from extractor.assemble import Records
from extractor.lexicon import load_lexicon
from extractor.schema import Deal, Party, Trace

RARE_RULE = "rule: rare"
"""Stands for the rules that were seen too seldom to be measured one by one."""
LEAD = 400
"""Characters from the top that count as headline and lead."""
LEAST, MOST = 0.01, 0.99
"""Nothing read from prose is certain."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted regression."""

    intercept: float
    weights: Mapping[str, float]
    models: tuple[str, ...]
    """Language models that it was measured with."""

    def probability(self, features: Mapping[str, float]) -> float:
        """What a deal with these features is worth; a feature that the fit did not know counts nothing."""
        score = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in self._renamed(features).items()
        )
        return round(min(max((1 + tanh(score / 2)) / 2, LEAST), MOST), 3)

    def _renamed(self, features: Mapping[str, float]) -> dict[str, float]:
        """The features with a rule that was seldom seen under the common name."""
        return {
            RARE_RULE if name.startswith("rule: ") and name not in self.weights else name: value
            for name, value in features.items()
        }


@cache
def load_weights() -> Weights | None:
    """The fitted weights; None where there are none."""
    source = files("extractor") / "data" / "confidence.json"
    if not source.is_file():
        return None
    told = json.loads(source.read_text(encoding="utf-8"))
    return Weights(told["intercept"], told["weights"], tuple(told["models"]))


def with_confidence(records: Records, text: str, model: str) -> Records:
    """The records of ``text``, each deal with its confidence; as they are where none was measured for ``model``."""
    weights = load_weights()
    if weights is None or model not in weights.models:
        return records
    features = deal_features(records.deals, records.trace, text)
    deals = tuple(
        deal.model_copy(update={"confidence": weights.probability(seen)})
        for deal, seen in zip(records.deals, features, strict=True)
    )
    told = (Trace(path=f"deals[{n}].confidence", rule="logistic_regression") for n in range(len(deals)))
    return replace(records, deals=deals, trace=(*records.trace, *told))


def deal_features(deals: Sequence[Deal], trace: Sequence[Trace], text: str) -> Iterator[dict[str, float]]:
    """What can be seen of each deal; a feature that is absent is 0."""
    headline = len(text.partition("\n")[0])
    for number, deal in enumerate(deals):
        rules = [one.rule for one in trace if one.chosen and one.path == f"deals[{number}]"]
        starts = [span.start for span in deal.evidence]
        found: dict[str, float] = {
            f"rule: {rules[0] if rules else 'none'}": 1,
            f"kind: {deal.kind}": 1,
            f"status: {deal.status}": 1,
            "statements that agree": log1p(max(len(rules) - 1, 0)),
            "rules that agree": log1p(max(len(set(rules)) - 1, 0)),
            "in the headline": any(start < headline for start in starts),
            "in the lead": any(start < LEAD for start in starts),
            "only further down": all(start >= LEAD for start in starts),
            "first deal": number == 0,
            "other deals": log1p(len(deals) - 1),
            "no acquirer": not deal.acquirers,
            "several acquirers": len(deal.acquirers) > 1,
            "no target": deal.target is None,
            "seller": bool(deal.sellers),
            "price": deal.price is not None,
            "price not disclosed": deal.undisclosed is not None,
            **_party_features("acquirer", deal.acquirers[0] if deal.acquirers else None),
            **_party_features("target", deal.target),
        }
        yield {name: float(value) for name, value in found.items() if value}


def _party_features(role: str, party: Party | None) -> dict[str, float]:
    if party is None:
        return {}
    words = party.name.split()
    form = words[-1].strip(".,").casefold() in load_lexicon("legal_suffixes")
    return {
        f"{role} known as a company": form or bool(party.identifiers),
        f"{role} mentioned again": log1p(len(party.mentions) - 1) if party.mentions else 0,
        f"{role} described, not named": party.name[:1].islower(),
        f"{role} of one word": len(words) == 1,
        f"{role} of many words": len(words) > 5,
    }
