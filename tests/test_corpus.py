"""The gold is right where a machine can tell: names, titles, quotes and amounts stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest

from conftest import ROOT, shared_path
from extractor.evaluation.gold import Gold, GoldMoney
from extractor.evaluation.goldset import GoldDocument, load_gold_dir
from extractor.mentions.money import find_money

CORPUS = ROOT / "corpus"
DEV = {document.id: document for document in load_gold_dir(CORPUS / "dev").documents}


@pytest.fixture(scope="module")
def reference() -> GoldDocument:
    gold = load_gold_dir(CORPUS / "reference", shared_path("articles"))
    assert gold.problems == ()
    (document,) = gold.documents
    return document


def words_of(gold: Gold) -> Iterator[str]:
    """All that the gold says stands in the text in these words."""
    for deal in gold.deals:
        parties = (*deal.acquirers, deal.target or (), *deal.sellers, *deal.investors)
        yield from chain.from_iterable(parties)
        yield from (said for said in (deal.description, deal.location) if said)
    for financing in gold.financings:
        yield from chain(financing.company, *financing.investors, *financing.lead_investors)
    for valuation in gold.valuations:
        yield from valuation.company
    for quote in gold.quotes:
        yield from (*quote.speaker, *(quote.affiliation or ()))
        yield from (said for said in (quote.title, quote.cue) if said)


def money_of(gold: Gold) -> Iterator[GoldMoney]:
    for deal in gold.deals:
        found = (deal.price, deal.price_per_share, deal.prior_funding, deal.valuation)
        yield from (money for money in found if money)
    yield from (financing.amount for financing in gold.financings if financing.amount)
    yield from (valuation.amount for valuation in gold.valuations)


def unfounded(document: GoldDocument) -> list[object]:
    """Words and amounts of the gold that the text does not have."""
    text = document.text
    stated = {(money.currency, money.amount) for money in find_money(text)}
    amounts = chain.from_iterable((money, *money.alternatives) for money in money_of(document.gold))
    return [
        *(
            words
            for words in words_of(document.gold)
            if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
        ),
        *(money for money in amounts if (money.currency, money.amount) not in stated),
    ]


def test_every_gold_file_is_read() -> None:
    assert load_gold_dir(CORPUS / "dev").problems == ()
    assert len(DEV) == 13
    assert {path.stem for path in (CORPUS / "dev").glob("*.txt")} == set(DEV)


@pytest.mark.parametrize("name", DEV)
def test_the_gold_stands_in_the_text(name: str) -> None:
    document = DEV[name]
    assert unfounded(document) == []
    assert document.gold.id == name
    assert 250 <= len(document.text.split()) <= 600


def test_the_check_sees_what_is_wrong() -> None:
    gold = Gold.model_validate_json("""{
        "deals": [{"kind": "acquisition", "status": "announced", "target": ["MosaicMl"]}],
        "valuations": [{"company": ["MosaicML"], "amount": {"amount": 222, "currency": "USD"}}],
        "quotes": [{"text": "kindred spirits", "speaker": ["Naveen Rao"], "title": "chief"}]
    }""")
    document = replace(DEV["reference-retold"], gold=gold)
    assert unfounded(document) == ["MosaicMl", "chief", GoldMoney(amount=222, currency="USD")]


def test_the_counts_in_the_readme() -> None:
    told = re.findall(
        r"^\| `([\w-]+)` \|.*?((?:\| \d+ )+)\|$", (CORPUS / "README.md").read_text("utf-8"), re.M
    )
    counted = {
        name: [
            len(document.text.split()),
            *(len(kind) for kind in (gold.deals, gold.financings, gold.valuations, gold.quotes)),
        ]
        for name, document in DEV.items()
        if (gold := document.gold)
    }
    assert {name: [int(cell) for cell in re.findall(r"\d+", cells)] for name, cells in told} == counted


@pytest.mark.shared
def test_the_gold_of_the_reference_article_stands_in_the_text(reference: GoldDocument) -> None:
    assert unfounded(reference) == []
    found = {(money.start, money.end): money for money in find_money(reference.text)}
    for money in money_of(reference.gold):
        assert money.start is not None
        assert money.end is not None
        stated = found[money.start, money.end]
        assert (stated.amount, stated.currency, stated.qualifier) == (
            money.amount,
            money.currency,
            money.qualifier,
        )
    marks = [(reference.text[start - 1], reference.text[end]) for start, end in reference.places]
    assert marks == [("“", "”")] * 5


@pytest.mark.shared
def test_the_gold_of_the_reference_article_holds_no_sentence_of_it(reference: GoldDocument) -> None:
    label = (CORPUS / "reference" / "databricks-mosaicml.gold.json").read_text("utf-8")
    words = reference.text.split()
    runs = (" ".join(words[at : at + 12]) for at in range(len(words) - 11))
    assert [run for run in runs if run in label] == []
