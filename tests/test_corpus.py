"""The gold is right where a machine can tell, and no article borrows from another or from the press."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest

from conftest import ROOT, shared_path
from extractor.evaluation.gold import Gold, GoldMoney
from extractor.evaluation.goldset import CLOSING, OPENING, GoldDocument, load_gold_dir
from extractor.mentions.money import find_money

sys.path.insert(0, str(ROOT / "benchmarks"))

from datasheet import BLOCK, money_of, tables

CORPUS = ROOT / "corpus"
README = (CORPUS / "README.md").read_text("utf-8")
SIZES = {"dev": 40, "test": 20}
ARTICLES = {
    f"{part}/{document.id}": document for part in SIZES for document in load_gold_dir(CORPUS / part).documents
}


@pytest.fixture(scope="module")
def reference() -> GoldDocument:
    gold = load_gold_dir(CORPUS / "reference", shared_path("articles"))
    assert gold.problems == ()
    (document,) = gold.documents
    return document


def parties_of(gold: Gold) -> Iterator[str]:
    for deal in gold.deals:
        yield from chain(*deal.acquirers, deal.target or (), *deal.sellers, *deal.investors)
    for financing in gold.financings:
        yield from chain(financing.company, *financing.investors, *financing.lead_investors)
    for valuation in gold.valuations:
        yield from valuation.company
    for quote in gold.quotes:
        yield from (*quote.speaker, *(quote.affiliation or ()))


def words_of(gold: Gold) -> Iterator[str]:
    """All that the gold says stands in the text in these words."""
    yield from parties_of(gold)
    for deal in gold.deals:
        yield from (said for said in (deal.description, deal.location) if said)
    for quote in gold.quotes:
        yield from (said for said in (quote.title, quote.cue) if said)


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


def runs_of(text: str, length: int = 12) -> Iterator[str]:
    """Each run of words, punctuation and case set aside: what a borrowed sentence would share."""
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def names_of(gold: Gold) -> Iterator[str]:
    """The names of companies and people; what is only described ("sauces brand") is nobody's."""
    return (words for words in parties_of(gold) if words[0].isupper())


@pytest.mark.parametrize(("part", "articles"), SIZES.items())
def test_every_gold_file_is_read(part: str, articles: int) -> None:
    gold = load_gold_dir(CORPUS / part)
    assert gold.problems == ()
    assert len(gold.documents) == articles
    assert {path.stem for path in (CORPUS / part).glob("*.txt")} == {
        document.id for document in gold.documents
    }


@pytest.mark.parametrize("name", ARTICLES)
def test_the_gold_stands_in_the_text(name: str) -> None:
    document = ARTICLES[name]
    assert unfounded(document) == []
    assert document.gold.id == document.id
    assert 120 <= len(document.text.split()) <= 1200


@pytest.mark.parametrize("name", ARTICLES)
def test_a_quote_stands_between_its_marks(name: str) -> None:
    document = ARTICLES[name]
    text = document.text
    within = [text[start - 1] in OPENING and text[end] in CLOSING + "\n" for start, end in document.places]
    assert [
        quote.text for quote, marked in zip(document.gold.quotes, within, strict=True) if not marked
    ] == []


def test_no_name_and_no_run_of_words_is_in_two_articles() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for name, document in ARTICLES.items():
        for shared in chain(names_of(document.gold), runs_of(document.text)):
            seen[shared].add(name)
    assert len(seen) > 20_000
    assert {shared: names for shared, names in seen.items() if len(names) > 1} == {}


@pytest.mark.shared
def test_no_sentence_comes_out_of_the_press() -> None:
    ours = {run for document in ARTICLES.values() for run in runs_of(document.text)}
    papers = list(shared_path("dev").rglob("*.txt"))
    assert len(papers) > 60
    assert [run for paper in papers for run in runs_of(paper.read_text("utf-8")) if run in ours] == []


def test_the_check_sees_what_is_wrong() -> None:
    gold = Gold.model_validate_json("""{
        "deals": [{"kind": "acquisition", "status": "announced", "target": ["MosaicMl"]}],
        "valuations": [{"company": ["MosaicML"], "amount": {"amount": 222, "currency": "USD"}}],
        "quotes": [{"text": "kindred spirits", "speaker": ["Naveen Rao"], "title": "chief"}]
    }""")
    document = replace(ARTICLES["dev/reference-retold"], gold=gold)
    assert unfounded(document) == ["MosaicMl", "chief", GoldMoney(amount=222, currency="USD")]


def test_the_counts_in_the_readme() -> None:
    told = BLOCK.search(README)
    assert told
    assert told[0] == tables(CORPUS), "renew them: python benchmarks/datasheet.py corpus/README.md"


def test_the_readme_names_each_article_of_dev_and_none_of_test() -> None:
    told = re.findall(r"^\| `([\w-]+)` \|", README, re.M)
    assert [f"dev/{name}" for name in told] == [name for name in ARTICLES if name.startswith("dev/")]


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
