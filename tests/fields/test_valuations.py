"""Valuations in marked sentences: ``[Acme](company) is valued at [$5 billion](amount).``"""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from extractor.fields.funding import ValuationCandidate, find_funding, fold_valuations
from extractor.language import load_model, prepare
from extractor.marked import parse_marked
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names


@cache
def model() -> Language:
    return load_model(None)


def found_in(text: str) -> list[ValuationCandidate]:
    doc = model()(prepare(text))
    mentions = find_mentions(doc, text, None)
    return fold_valuations(list(find_funding(doc, mentions, resolve_names(doc, mentions.names))[1]))


def company_of(text: str, valuation: ValuationCandidate) -> str:
    company = valuation.company
    return company.entity.name if company.entity else text[company.start : company.end]


@pytest.mark.parametrize(
    ("row", "basis"),
    [
        ("[Acme](company) is valued at [$5 billion](amount).", None),
        ("[Acme](company), valued at close to [$60 billion](amount), sells pumps online.", None),
        ("[Acme](company) was valued at [$1.5 billion](amount) in a funding round last year.", "round"),
        ("[Acme](company) valued at [$2B](amount) in new funding", "round"),
        ("The price is far below the [$180 million](amount) at which [Acme](company) was valued in 2021.", None),
        ("[Acme](company) has raised $50 million at a [$2 billion](amount) valuation.", "round"),
        ("[Acme](company) raised $50 million at a post-money valuation of [$2 billion](amount).", "round"),
        ("[Acme](company) raised $50 million, giving it a valuation of [$2 billion](amount).", "round"),
        ("[Acme](company) raised $50 million from Bolt Capital, valuing the company at [$2 billion](amount).", "round"),
        ("[Acme](company) doubles valuation to [$8B](amount) with $300M round", "round"),
        ("A round last July valued [Acme](company) at [$2 billion](amount).", "round"),
        ("The offer values [Acme Corp](company) at [$6.1 billion](amount), including debt.", "deal"),
        ("Bolt Group agreed to buy Cape Motors at a price that values the smaller [Acme Corp](company) at [£5 million](amount).", "deal"),
        ("[Acme](company) has a market value of some [$37 billion](amount).", "market"),
        ("[Acme](company), which also runs chemists, trades at a market value of about [$260 billion](amount).", "market"),
        ("[Acme](company), with a market capitalisation of [₹500 crore](amount), makes pumps.", "market"),
        ("Shares in [Acme Corp](company) leapt by a tenth, for a market capitalization of around [$2 billion](amount).", "market"),
        ("[Acme](company)'s market value has shrunk to [C$628 million](amount).", "market"),
        ("[Acme](company) closed with a market cap of [$35.1 billion](amount) on Friday.", "market"),
        ("Bolt Group bought 20% of [Acme](company) for $63 million, putting a value of [$300 million](amount) on the firm.", "deal"),
        ("[Acme](company) raised $50 million in a transaction that gave it a valuation of [$1.9 billion](amount).", "round"),
        ("The last time [Acme](company) sold shares, it was valued at [$222 million](amount).", None),
        ("[Acme](company) is now worth [$5 billion](amount).", None),
        ("[Acme](company) was last valued at [$1.2 billion](amount) in 2021.", None),
        ("[Acme](company), backed by Heron Capital, was last valued at [$1.2 billion](amount).", "round"),
        ("[Acme](company)'s last known valuation was [$1.2 billion](amount).", None),
        ("[Acme](company) hit a [$4.2 billion](amount) valuation last year when it raised $300 million.", "round"),
        ("Bolt Group offered to buy [Acme](company), a chipmaker with a market value of [$3 billion](amount).", "market"),
        ("Bolt Group offered to buy [Acme](company). The chipmaker has a market value of about [$3 billion](amount).", "market"),
        ("Bolt Group is buying [Acme](company) for $1 billion, down from its [$2 billion](amount) valuation in 2021.", None),
        ("Bolt Group is buying [Acme](company). The startup was most recently valued at [$2 billion](amount).", None),
        ("Bolt Group will buy a stake in [Acme Robotics](company), valuing it at [$3 billion](amount).", "deal"),
        ("[Acme Motors](company) and [Bolt Foods](company) have market values of [$9 billion](amount) and [$3 billion](amount), respectively.", "market"),
        ("Analysts value [Acme Corp](company) at [$5 billion](amount).", None),
        ("Bolt Group will sell its [six paper mills](company). Analysts value the mills at [$5 billion](amount).", None),
        ("Cape Motors wants to buy Bolt Group's [lift unit](company), which could be valued at [$5 billion](amount).", None),
        ("Cape Motors made a bid for Bolt Group's [lift unit](company). The offer values the business at [$5 billion](amount).", "deal"),
        ("Bolt Group sold its stake in [Acme](company) to Cape Motors at an enterprise value of [$5 billion](amount).", "deal"),
        ("Bolt Group agreed to buy 22.5% of [Acme](company) for $63 million, putting a value of [$300 million](amount) on the firm.", "deal"),
        ("Shares of [Acme](company) fell 3% in New York, taking its market valuation to [$5 billion](amount).", "market"),
        ("[Acme](company) fell out with Bolt Group. Its shares lost 17 percent, leaving it worth [$5 billion](amount).", "market"),
        ("[Acme](company) was seen as the best fit. The chipmaking giant has a market capitalization of [$5 billion](amount).", "market"),
        ("[Acme](company) was judged to be worth [$5 billion](amount).", None),
        ("About [Acme Corp](company)⏎⏎The volume was low.⏎⏎Current market cap: [$5 billion](amount)", "market"),
        ("[Acme](company), which Bolt Capital and Cape Ventures valued at [$5 billion](amount) in 2019, makes pumps.", None),
        ("[Acme](company), valued by its backers at [$5 billion](amount), makes pumps.", "round"),
        ("[Acme](company) presently has a valuation above [$5 billion](amount).", None),
        ("Shares in [Acme](company) rose on Monday, lifting the company's market capitalization past [$2 billion](amount).", "market"),
        ("[Acme Motors](company) has a market value of [$9 billion](amount), compared with [Bolt Foods](company)'s [$3 billion](amount).", "market"),
        ("The deal gives [Acme](company) an enterprise value of [$5 billion](amount).", "deal"),
        ("The implied enterprise value of [Acme](company) is about [$5 billion](amount).", None),
        ("The all-share deal implies an equity value of [$5 billion](amount) for [Acme](company).", "deal"),
        ("The offer pales in comparison to [Acme](company)'s projected [$5 billion](amount) valuation.", None),
        ("[Acme](company) has seen its valuation more than triple to [$5 billion](amount).", None),
        ("The round put [Acme](company)'s value at [$5 billion](amount).", "round"),
        ("With a market value of [$5 billion](amount), [Acme](company) is the largest maker of pumps.", "market"),
        ("Valued at [$5 billion](amount), [Acme](company) is the largest maker of pumps.", None),
        ("[Acme](company) trades at a market value of [$5 billion](amount).", "market"),
        ("[Acme](company)'s valuation was cut to [$4 billion](amount).", None),
        ("[Acme](company)'s market cap touched [$5 billion](amount) last week.", "market"),
        ("The deal values [Acme](company)'s entire issued share capital at [$5 billion](amount).", "deal"),
        ("Bolt Group bought a 10 percent stake in [Acme](company) from its founders at a company valuation of [$5 billion](amount).", "deal"),
    ],
)  # fmt: skip
def test_reads(row: str, basis: str | None) -> None:
    """The first marked company is worth the first marked amount, and so on."""
    marked = parse_marked(row)
    companies = [mark.words for mark in marked.marks if mark.role == "company"]
    amounts = [mark.words for mark in marked.marks if mark.role == "amount"]
    found = found_in(marked.text)
    assert [(company_of(marked.text, v), marked.text[v.money.start : v.money.end]) for v in found] == list(
        zip(companies, amounts, strict=True)
    )
    assert {v.basis for v in found} == {basis}


DATED = [
    "Acme was valued at $5 billion at [Tuesday](date)'s close.",
    "Acme had a market value of $5 billion, as of [Friday](date)'s close.",
    "Acme was last valued at $1.2 billion in [2021](date).",
    "Acme, valued at $5 billion in a funding round [last year](date), makes pumps.",
    "Bolt Capital, which valued Acme at $5 billion when it came in [two years ago](date), wants out.",
    "A round [last July](date) valued Acme at $2 billion.",
    "In [August 2021](date), Bolt Capital backed Acme, valuing it at $300 million.",
    "Acme raised $50 million in [2021](date) in a transaction that gave it a valuation of $1.9 billion.",
    "Acme shares closed at $41 on [Monday](date), giving it a market capitalisation of $5 billion.",
    "The offer, made on [Monday](date), values Acme Corp at $6 billion.",
    "Acme's market value has shrunk to $5 billion, down from $9 billion in [February](date).",
]
UNDATED = [
    "Acme, founded in 2010, has a market value of $5 billion.",
    "Acme, which listed in 2019, fell 5%, giving it a market value of $5 billion.",
    "Bolt bought Acme in 2015 and is now in talks on a deal that values it at $5 billion.",
    "Shares rose on Monday after Bolt bid for Acme, which could be valued at $5 billion.",
    "The sale of Acme, which has a market value of $5 billion, may come on Monday.",
    "A deal would value Acme at $5 billion by 2030.",
    "In 2019 and again in 2021 a deal valued Acme at $5 billion.",
    "Acme is valued at $5 billion, and on Monday it hired a new chief.",
]


@pytest.mark.parametrize("row", DATED)
def test_the_date_is_the_one_said_with_the_worth(row: str) -> None:
    """Of two amounts the last is dated."""
    marked = parse_marked(row)
    dates = [v.date for v in found_in(marked.text)]
    assert [marked.text[date.start : date.end] for date in dates if date] == [marked.marks[0].words]


@pytest.mark.parametrize("text", UNDATED)
def test_another_date_is_not_that_of_the_worth(text: str) -> None:
    assert [v.date for v in found_in(text)] == [None]


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
        "Bolt Group sold 30% of Acme to Cape Motors, a transaction valued at $5 billion.",
        "Acme owns the cable ducts, a thing that brokers say is valued at $5 billion.",
        "The owner of Acme is worth $5 billion.",
        "Acme's takeover of Bolt Inc, valued at $5 billion, was blocked.",
        "Acme bought 200 units of Dune Homes, valued at $18 million.",
        "Jane Doe owns 11% of the company, worth about $5 million, and Acme the rest.",
        "Acme looked for ferry stocks with a market capitalisation over $5 billion.",
        "Acme's enterprise value rose, and it paid $5 million.",
        "Acme declined to comment on its valuation after it earned $5 million.",
    ],
)
def test_silent_on_what_is_no_valuation(text: str) -> None:
    assert found_in(text) == []
