"""Every value names the rule that read it, in the trace, in ``extractor explain`` and on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from conftest import ROOT, shared_path
from extractor import Article, Extraction, Extractor
from extractor.output.explain import explanation
from extractor.output.page.values import cards_of
from extractor.output.reasons import reasons_of, rules_at
from extractor.output.rows import rows_of

DEV = sorted((ROOT / "corpus" / "dev").glob("*.txt"))
TOLD = {
    "acquirer", "affiliation", "amount", "announced on", "basis", "closes on", "company", "confidence",
    "consideration", "cue", "date", "investor", "kind", "lead investor", "price", "price disclosed",
    "price per share", "prior funding", "quote", "round", "seller", "speaker", "speaker title", "stake",
    "status", "target", "target description", "target location", "valuation",
}  # fmt: skip
"""Every kind of value that the contract has."""


@pytest.fixture(scope="module")
def records() -> list[Extraction]:
    """The articles that rules are written on, as ``explain`` reads them."""
    dates = [json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["published"] for path in DEV]
    articles = [
        Article(path.read_bytes().decode(), id=path.stem, published=date)
        for path, date in zip(DEV, dates, strict=True)
    ]
    return list(Extractor(trace=True, with_text=True).stream(articles))


def unexplained(record: Extraction) -> Iterator[str]:
    """Values without a rule."""
    reasons = reasons_of(record.trace)
    return (row.path for row in rows_of(record) if not rules_at(row.path, reasons))


def test_every_value_has_its_rule(records: list[Extraction]) -> None:
    assert {record.document.id: list(unexplained(record)) for record in records} == {
        path.stem: [] for path in DEV
    }
    assert {row.field for record in records for row in rows_of(record)} == TOLD


def test_every_value_on_the_page_has_its_rule(records: list[Extraction]) -> None:
    values = [value for record in records for card in cards_of(record) for value in card.values]
    assert [value for value in values if not value.reason.startswith("rule ")] == []


def test_what_is_chosen_stands_in_the_record(records: list[Extraction]) -> None:
    for record in records:
        standing = {row.path for row in rows_of(record)}
        standing |= {path.partition(".")[0] for path in standing}
        assert {trace.path for trace in record.trace or () if trace.chosen} == standing


WORDED = {"price", "amount", "valuation", "stake", "announced on", "closes on", "date", "quote", "cue"}
"""What is told by words of its own; a party may be read from "it", a kind from a whole sentence."""


def test_the_rule_of_a_value_points_at_its_words(records: list[Extraction]) -> None:
    for record in records:
        reasons = reasons_of(record.trace)
        for row in rows_of(record):
            if row.field in WORDED:
                assert {trace.evidence for trace in reasons[row.path]} <= set(row.words), row


@pytest.mark.shared
def test_explain_leaves_no_rule_open_in_the_reference_article() -> None:
    text = shared_path("articles", "databricks-mosaicml.txt").read_text("utf-8")
    record = Extractor(trace=True, with_text=True).extract(text, published="2023-06-26")
    assert list(unexplained(record)) == []
    console = Console(width=200, no_color=True, record=True, file=StringIO())
    console.print(explanation(record, color=False))
    shown = console.export_text()
    assert re.search(r"announced on +│ 2023-06-26 +│ Today +│ dated_statement", shown)
    assert re.search(r"prior funding +│ under 64,000,000 USD +│ \$64 million +│ raised_amount", shown)
    assert re.search(r"speaker +│ Ali Ghodsi +│ Ali Ghodsi +│ said_name", shown)
