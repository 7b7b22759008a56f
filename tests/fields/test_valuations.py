"""Valuations in marked sentences: ``[Acme](company) is valued at [$5 billion](amount).``"""

from __future__ import annotations

import re
from functools import cache

import pytest
from spacy.language import Language

from extractor.fields.funding import ValuationCandidate, find_funding, fold_valuations
from extractor.fields.funding.valuations import VALUATION_RULES, ValuationRule
from extractor.language import load_model, prepare
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names

_MARK = re.compile(r"\[([^\[\]]+)\]\((company|amount)\)")
_DOCSTRING = re.compile(r"``([^`]+)``")


@cache
def model() -> Language:
    return load_model(None)


def found_in(text: str) -> list[ValuationCandidate]:
    doc = model()(prepare(text))
    mentions = find_mentions(doc, text, None)
    return fold_valuations(list(find_funding(doc, mentions, resolve_names(doc, mentions.names))[1]))


def check(row: str, *bases: str | None) -> None:
    """The first marked company is worth the first marked amount, and so on, on these bases."""
    marks = _MARK.findall(row)
    text = _MARK.sub(r"\1", row)
    companies = [words for words, role in marks if role == "company"]
    amounts = [words for words, role in marks if role == "amount"]
    assert "](" not in text
    assert companies
    assert len(companies) == len(amounts)
    found = found_in(text)
    assert [(v.company.name, text[v.money.start : v.money.end]) for v in found] == list(
        zip(companies, amounts, strict=True)
    )
    if bases:
        assert {v.basis for v in found} == set(bases)


@pytest.mark.parametrize("rule", VALUATION_RULES, ids=lambda rule: rule.__name__)
def test_each_rule_reads_its_sentence(rule: ValuationRule) -> None:
    example = _DOCSTRING.search(rule.__doc__ or "")
    assert example
    check(example.group(1))


@pytest.mark.parametrize(
    ("row", "basis"),
    [
        ("[Acme](company) is valued at [$5 billion](amount).", None),
        ("[Acme](company), valued at close to [$60 billion](amount), sells pumps online.", None),
        ("[Acme](company) was valued at [$1.5 billion](amount) in a funding round last year.", "round"),
        ("[Acme](company) valued at [$2B](amount) in new funding", "round"),
        ("[Acme](company) has raised $50 million at a [$2 billion](amount) valuation.", "round"),
        ("[Acme](company) raised $50 million at a post-money valuation of [$2 billion](amount).", "round"),
        ("[Acme](company) raised $50 million, giving it a valuation of [$2 billion](amount).", "round"),
        ("[Acme](company) raised $50 million from Bolt Capital, valuing the company at [$2 billion](amount).", "round"),
        ("[Acme](company) doubles valuation to [$3.3B](amount) in $160M funding", "round"),
        ("A round last July valued [Acme](company) at [$2 billion](amount).", "round"),
        ("The offer values [Acme Corp](company) at [$6.1 billion](amount), including debt.", "deal"),
        ("Bolt Group agreed to buy Cape Motors in a deal that values the smaller [Acme Corp](company) at [£5 million](amount).", "deal"),
        ("[Acme](company) has a market value of about [$37 billion](amount).", "market"),
        ("[Acme](company), which is also a drugstore operator, has a market value of about [$260 billion](amount).", "market"),
        ("[Acme](company), with a market capitalisation of [₹500 crore](amount), makes pumps.", "market"),
        ("Shares in [Acme Corp](company) jumped 8 percent, giving the company a market capitalization of around [$2 billion](amount).", "market"),
        ("[Acme](company)'s market value has plunged to about [C$628 million](amount).", "market"),
        ("[Acme](company) had a market cap of [$35.1 billion](amount) through Friday.", "market"),
        ("Bolt Group bought 20% of [Acme](company) for $63 million, putting a value of [$300 million](amount) on the firm.", "deal"),
        ("[Acme](company) raised $50 million in a transaction that gave it a valuation of [$1.9 billion](amount).", "round"),
        ("The last time [Acme](company) sold shares, it was valued at [$222 million](amount).", None),
        ("[Acme](company) is now worth [$5 billion](amount).", None),
        ("[Acme](company) was last valued at [$1.2 billion](amount) in 2021.", None),
        ("[Acme](company)'s last known valuation was [$1.2 billion](amount).", None),
        ("[Acme](company) hit a [$4.2 billion](amount) valuation last year when it raised $300 million.", "round"),
        ("Bolt Group offered to buy [Acme](company), a chipmaker with a market value of [$3 billion](amount).", "market"),
        ("Bolt Group offered to buy [Acme](company). The chipmaker has a market value of about [$3 billion](amount).", "market"),
        ("Bolt Group is buying [Acme](company) for $1 billion, down from its [$2 billion](amount) valuation in 2021.", None),
        ("Bolt Group is buying [Acme](company). The startup was most recently valued at [$2 billion](amount).", None),
        ("Bolt Group will buy a stake in [Acme Robotics](company), valuing it at [$3 billion](amount).", "deal"),
        ("[Acme Motors](company) and [Bolt Foods](company) have market values of [$9 billion](amount) and [$3 billion](amount), respectively.", "market"),
        ("Analysts value [Acme Corp](company) at [$5 billion](amount).", None),
    ],
)  # fmt: skip
def test_reads(row: str, basis: str | None) -> None:
    check(row, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Acme entered the region's $44 billion market.",
        "Acme agreed to buy Bolt Inc in a deal valued at $5 billion.",
        "Acme will issue 6 million shares, valued at $362 million.",
        "Acme won a contract worth $5 million.",
        "Acme owns a stake worth $5 million in Bolt Inc.",
        "Bolt Capital has $5 billion in assets under management.",
        "The pump market is valued at $5 billion.",
        "Acme has a fleet of 20 aircraft valued at about $40 million.",
        "The offer values each share at $5.",
        "Acme's revenue reached $5 million.",
        "The combined company would have a market value of $93 billion.",
        "Acme agreed to buy Bolt Inc in a deal worth $5 billion.",
        "Acme declined to comment on its valuation after it earned $5 million.",
    ],
)
def test_silent_on_what_is_no_valuation(text: str) -> None:
    assert found_in(text) == []
