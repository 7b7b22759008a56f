"""Fits the confidence of deals, and measures it: writes src/extractor/data/confidence.json.

    python benchmarks/fit_confidence.py [--test] [--dry-run] [--write]

A deal is right where acquirers and target are right: by the contract on the articles of dev/read, all of
their deals; on the weakly labelled stories the main deal, one acquirer and names in lenient agreement (see
weak.py). Logistic regression with an L2 penalty, by Newton's method; the rules seen in fewer than MIN_SEEN
deals share one weight. The figures printed are cross-validated, a document's deals all in one fold.
``--test`` measures the weights on articles that had no part in the fit: dev/check, all deals by the
contract, and the main deals of the newswire set, leniently by their key. ``--write`` puts what was measured into
README.md here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor import Extraction, Extractor
from extractor.confidence import RARE_RULE, Weights, deal_features
from extractor.evaluation import GoldDocument, load_gold_dir
from extractor.evaluation.alignment import pair_deals, same_parties
from extractor.evaluation.calibration import Calibration, calibrate
from extractor.evaluation.predictions import as_prediction
from extractor.evaluation.records import record_of_gold, record_of_prediction
from extractor.language import MODELS
from extractor.reading.article import Article
from extractor.version import RULES_VERSION
from material import ROOT, SHARED, figure, read_records, write_block
from weak import agree, judge, published

OUTPUT = ROOT / "src" / "extractor" / "data" / "confidence.json"
PAGE = ROOT / "benchmarks" / "README.md"
PENALTY = 4.0
FOLDS = 10
MIN_SEEN = 8
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A deal that was extracted, and whether its parties are right."""

    document: str
    features: Mapping[str, float]
    right: bool


def from_gold(folder: Path, extractor: Extractor) -> Iterator[Example]:
    """Every deal that is read in a folder of labelled articles."""
    for document in load_gold_dir(folder).documents:
        extraction = extractor.extract(document.text, id=document.id, published=document.gold.published)
        features = deal_features(extraction.deals, extraction.trace or (), document.text)
        for seen, right in zip(features, judged_by_gold(extraction, document), strict=True):
            yield Example(document.id, seen, right)


def judged_by_gold(extraction: Extraction, document: GoldDocument) -> list[bool]:
    """Of each deal in order, whether its parties are those of the gold deal that it pairs with."""
    predicted = record_of_prediction(as_prediction(extraction), document.text).deals
    pairs, _, _ = pair_deals(predicted, record_of_gold(document).deals)
    right = {got.path for got, wanted in pairs if same_parties(got, wanted)}
    return [deal.path in right for deal in predicted]


def from_weak(extractor: Extractor) -> Iterator[Example]:
    """The main deal of each weakly labelled story."""
    for record in read_records("weak", "deals-2018.jsonl.gz"):
        extraction = extractor.extract(
            Article(record["text"], id=record["id"], published=published(record.get("date")))
        )
        right = [all(judge(deal, record["acquirer"], record["target"])) for deal in extraction.deals[:1]]
        yield from _first(extraction, record["text"], right)


def from_newswire(extractor: Extractor) -> Iterator[Example]:
    """The main deal of each newswire text."""
    for record in read_records("peer", "newswire-dev.jsonl.gz"):
        extraction = extractor.extract(Article(record["text"], id=record["id"]))
        yield from _first(extraction, record["text"], [meets(extraction, record["key"])])


def meets(extraction: Extraction, key: Mapping[str, list[list[str]]]) -> bool:
    """Whether the main deal's parties are among those of the key, where it has any."""
    if not extraction.deals:
        return False
    deal = extraction.deals[0]
    buyers = [party.name for party in deal.acquirers]
    bought = [deal.target.name] if deal.target else []
    return _met(buyers, key.get("PURCHASER", [])) and _met(bought, key.get("ACQUIRED", []))


def _met(ours: list[str], key: list[list[str]]) -> bool:
    if not (ours and key):
        return not ours and not key
    return any(agree(name, wanted) for name in ours for filler in key for wanted in filler)


def _first(extraction: Extraction, text: str, right: list[bool]) -> Iterator[Example]:
    for features in list(deal_features(extraction.deals, extraction.trace or (), text))[:1]:
        yield Example(extraction.document.id, features, right[0])


def pool_rare_rules(examples: Sequence[Example]) -> list[Example]:
    """The same examples, the rules that are seldom seen under one name."""
    seen = Counter(name for one in examples for name in one.features)

    def pooled(name: str) -> str:
        return RARE_RULE if name.startswith("rule: ") and seen[name] < MIN_SEEN else name

    return [
        Example(one.document, {pooled(name): value for name, value in one.features.items()}, one.right)
        for one in examples
    ]


def fit(examples: Sequence[Example], models: Sequence[str]) -> Weights:
    """The regression that the examples make likeliest, its weights kept small."""
    names = sorted({name for one in examples for name in one.features})
    table = _table(examples, names)
    right = np.array([one.right for one in examples], dtype=np.float64)
    penalty = np.diag([0.0, *([PENALTY] * len(names))])
    solution = np.zeros(len(names) + 1)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-table @ solution))
        slope = table.T @ (likely - right) + penalty @ solution
        curve = table.T @ (table * (likely * (1 - likely))[:, None]) + penalty + 1e-9 * np.eye(len(solution))
        step = np.linalg.solve(curve, slope)
        solution = solution - step
        if np.abs(step).max() < 1e-9:
            break
    rounded = [round(float(value), 4) for value in solution]
    return Weights(rounded[0], dict(zip(names, rounded[1:], strict=True)), tuple(models))


def _table(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    rows = [[1.0, *(one.features.get(name, 0.0) for name in names)] for one in examples]
    return np.array(rows, dtype=np.float64)


def cross_validated(examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """Each example's claim by weights that its own document had no part in."""
    folds = {name: n % FOLDS for n, name in enumerate(sorted({one.document for one in examples}))}
    claims: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([one for one in examples if folds[one.document] != fold], ())
        claims += claims_of([one for one in examples if folds[one.document] == fold], weights)
    return claims


def claims_of(examples: Iterable[Example], weights: Weights) -> list[tuple[float, bool]]:
    """What the weights say of each example, and what came true."""
    return [(weights.probability(one.features), one.right) for one in examples]


def main() -> None:
    options = argparse.ArgumentParser(description="Fit the confidence of deals on labelled articles.")
    options.add_argument("--test", action="store_true", help="measure on check and the newswire set, too")
    options.add_argument("--dry-run", action="store_true", help="leave the weights as they are")
    options.add_argument("--write", action="store_true", help="put what was measured into README.md here")
    chosen = options.parse_args()
    extractor = Extractor(trace=True)
    examples = [*from_gold(SHARED / "dev" / "read", extractor), *from_weak(extractor)]
    examples = pool_rare_rules(examples)
    version = extractor.extract("").provenance.model.split()[-1]
    weights = fit(examples, [f"{name} {version}" for name in MODELS])
    measured = {"cross-validated on `dev/read` and `weak`": calibrate(cross_validated(examples))}
    if chosen.test:
        tested = [*from_gold(SHARED / "dev" / "check", extractor), *from_newswire(extractor)]
        measured["`dev/check` and the newswire set, which had no part in the fit"] = calibrate(
            claims_of(tested, weights)
        )
    told = {name: _told_of(name, found) for name, found in measured.items() if found}
    for name, line in told.items():
        print(line)
        _print_bins(measured[name])
    if chosen.write:
        write_block(PAGE, "confidence", told.values())
    for name, weight in sorted(weights.weights.items(), key=lambda item: item[1]):
        print(f"{weight:+8.2f}  {name}")
    if not chosen.dry_run:
        OUTPUT.parent.mkdir(exist_ok=True)
        OUTPUT.write_text(json.dumps(_told(weights, examples), indent=1, ensure_ascii=False) + "\n")


def _told(weights: Weights, examples: Sequence[Example]) -> dict[str, Any]:
    return {
        "models": list(weights.models),
        "rules_version": RULES_VERSION,
        "deals": len(examples),
        "right": sum(one.right for one in examples),
        "intercept": weights.intercept,
        "weights": dict(weights.weights),
    }


def _told_of(name: str, found: Calibration) -> str:
    return (
        f"- {name}: {found.count} deals, {figure(found.right)} of them right; Brier {figure(found.brier)} "
        f"({figure(found.brier_of_constant)} for always saying the mean), calibration error {figure(found.error)}"
    )


def _print_bins(found: Calibration | None) -> None:
    for one in found.bins if found else ():
        print(
            f"  says {one.low:.1f}–{one.high:.1f}  {one.count:4} deals  mean {figure(one.claimed)}"
            f"  right {figure(one.right)}"
        )


if __name__ == "__main__":
    main()
