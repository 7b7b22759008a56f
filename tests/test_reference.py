"""The reference article field by field: each agrees with its gold, and nothing else is read."""

from __future__ import annotations

import pytest

from conftest import ROOT, shared_path
from extractor import Extraction, Extractor
from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.run import run_evaluation
from extractor.evaluation.tally import ACCURACIES, SCORED

pytestmark = pytest.mark.shared

FIELDS = {
    "acquirer": 2, "target": 2, "price": 1, "kind": 2, "status": 2, "prior_funding": 1, "valuation": 1,
    "investors": 7, "quote": 5, "quote+speaker": 5, "financing": 1, "financing_investors": 8,
    "company_valuation": 2, "announced_on": 2, "price_disclosed": 1, "speaker_title": 4, "affiliation": 4,
    "round": 1, "qualifier": 3,
}  # fmt: skip
"""How many values of each the gold has; of all other fields it has none."""


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    texts = shared_path("articles")
    return run_evaluation(ROOT / "corpus" / "reference", texts=texts, extractor=Extractor().extract)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    text = shared_path("articles", "databricks-mosaicml.txt").read_bytes().decode("utf-8-sig")
    return Extractor().extract(text, published="2023-06-26")


@pytest.mark.parametrize("field", SCORED + ACCURACIES)
def test_each_field_is_read_as_gold_has_it(evaluation: Evaluation, field: str) -> None:
    assert [error for error in evaluation.errors if error.field == field] == []
    counts = evaluation.totals[field]
    assert (counts.tp, counts.fp, counts.fn) == (FIELDS.get(field, 0), 0, 0)


def test_the_gold_is_whole(evaluation: Evaluation) -> None:
    assert evaluation.problems == ()
    assert len(evaluation.documents) == 1


def test_what_the_values_were_read_from(extraction: Extraction) -> None:
    deal, background = extraction.deals
    assert deal.price is not None
    assert deal.price.span.text in ("$1.3B", "$1.3 billion")
    assert deal.prior_funding is not None
    assert deal.prior_funding.qualifier_span is not None
    assert (deal.prior_funding.qualifier_span.text, deal.prior_funding.span.text) == (
        "just under",
        "$64 million",
    )
    assert deal.announced_on is not None
    assert deal.announced_on.span.text == "Today"
    assert background.announced_on is not None
    assert background.announced_on.span.text == "just one month after"
