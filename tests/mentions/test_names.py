"""Names: invented sentences, each name in square brackets; what stands outside brackets is none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from extractor.language import load_model, prepare
from extractor.mentions.names import find_identifiers, find_names
from timing import cpu_seconds

if TYPE_CHECKING:
    from spacy.language import Language

_MARK = re.compile(r"\[([^\[\]]+)\]")

ROWS = [
    # plain
    "[Pellworm] agreed to buy [Quandrel].",
    "On Monday [Pellworm Inc] bought [Quandrel Ltd] for $5 million.",
    "Shares of [Pellworm, Inc.] rose in [London].",
    "[Pellworm]'s chief left [Quandrel] in May.",
    "The [Pellworm] deal was the first of three.",
    "It has acquired [E-pellworm Apparel, Inc.] for stock.",
    # tickers and codes are not part of a name
    "[Pellworm Inc] (PLW.N) will buy [Quandrel Corp] (NASDAQ: QNDL).",
    "[Pellworm Inc] PLWM.N said on Monday that it will buy [Quandrel].",
    "The shares of [Pellworm Inc.] PLW, up 3% this year, rose again.",
    "[Pellworm Inc] <PLW> said it bought [Quandrel].",
    # datelines and marks of the agencies
    "SAN FRANCISCO (Reuters) - [Pellworm] will buy [Quandrel].",
    "DOVER, Del., June 4, 2019 (GLOBE NEWSWIRE) -- [Pellworm Inc.] has bought [Quandrel].",
    "UPDATE 2-[Pellworm] to buy [Quandrel] for $5 million\n\nThe price is high.",
    "BRIEF-[Pellworm] says it bought [Quandrel]\n\nThe price is high.",
    "The price is high.\n\nSOURCE [Pellworm]",
    "[Quandrel] has built a stake in [Pellworm 66]",
    "[Quandrel] bought [Pellworm] 3 years ago.",
    "Most banks are slow. Enter [Pellworm], a lender.",
    # titles, nationalities, descriptors
    "[Pellworm] Chief Executive Officer [Jane Doe] spoke to [Quandrel] President [John Poe].",
    "A letter to Dr. [Jane Doe] and Mrs [Ann Poe] was read.",
    "The Dutch company [Pellworm] bought Swiss [Quandrel].",
    "Software maker [Pellworm] bought security giant [Quandrel].",
    "It hired Vice President of Engineering [Jane Doe].",
    "Retailers [Pellworm Stores] and [Quandrel Markets] met.",
    "The mills of [U.S. Dairies] are old. [U.S. Dairies] shares rose.",
    "[Pellworm]'s (NYSE: PLW) mills and [Pellworm]'s (NYSE: PLW) shops are for sale.",
    # odd shapes
    "The auction house [eTrellis] was sold to [iMallow].",
    "It was bought by [Trellis.ai] and by [Mallow.com] last year.",
    "The bank [S&L Finance] and [J.P. Doe & Co] lent it money.",
    "The tests of [42andYou] were sold.",
    "They met at [Coca-Trellis] in May.",
    "It sold [Pellworm]® pumps.",
    # joined and apart
    "The owner of the plant is the [Bank of Trellis].",
    "It sold the plant to [Pellworm Corp of America] in May.",
    "It sold the plant to [Pellworm Co] of [Tulsa] in May.",
    "It sold the plant to [Lane and Sons] in May.",
    "It sold the plant to the [Trellis Oil and Gas Co] in May.",
    "It sold the plants to [Pellworm Inc] and [Quandrel Corp] in May.",
    "It sold the plants to [Pellworm Capital] and [Quandrel Ventures] in May.",
    "It sold the plant to [Pellworm (Pacific) Ltd] in May.",
    "It sold the plant to [Walter G. Lane] in May.",
    "It sold the plant to [Ludwig van Lane] in May.",
    "Talks about a [Pellworm]-[Quandrel] deal ended. [Pellworm] is large. [Quandrel] is small.",
    "The U.K.-based bank [Pellworm] is for sale.",
    "The [Carlyle]-owned chain was sold.",
    "It will buy [Trellis Serum and Vaccine] ([TSV]) in May.",
    "It will buy all shares of [Trellis Spa and Resorts Private Limited] ([TSRPL]) in May.",
    "It grew by buying [TrelSec] and [De La Mallow]. [TrelSec] is large. [De La Mallow] is small.",
    "It offered to buy all shares of [Trellis, S.A.] This offer ends in May.",
    "Shares of [Lane and Mallow Renewable Ltd] rose. [Lane and Mallow] is old.",
    "The Franco-Italian company grew.",
    # headlines
    "[Pellworm] Completes Acquisition of [Quandrel]\n\nThe price is high.",
    "[Pellworm] to Acquire [Quandrel] in $5 Million Deal\n\nThe price is high.",
    "[Pellworm] Acquires [Gap Systems]\n\nThe price is high.",
    "[Lane Restaurant Group] Gets Bought by [Quandrel]\n\nThe price is high.",
    "[Pellworm] Said to be Acquired by [Quandrel] for $5 billion\n\nThe price is high.",
    "[Pellworm Restaurant Holdings]\n\nOn Monday [Pellworm Restaurant Holdings] fell.",
    "[Pellworm] Announce Sale to [Quandrel]\n\nThe post [Pellworm] Announce Sale to [Quandrel] appeared first.",
    # no names
    "Revenue rose in the first quarter, and profit fell.",
    "Shareholders agreed to the offer on Monday.",
    "The CEO said that AI and M&A are the talk of the year.",
    "In a Series B round it raised $5 million.",
    "The $1.3B deal closed in Q3.",
]


@cache
def model() -> Language:
    return load_model(None)


def names_in(text: str) -> list[str]:
    return [mention.text for mention in find_names(model()(prepare(text)), text)]


@pytest.mark.parametrize("row", ROWS)
def test_names(row: str) -> None:
    assert names_in(_MARK.sub(r"\1", row)) == _MARK.findall(row)


def test_lines_in_capitals() -> None:
    """The names are found in the line as prose would write it, and read as they stand."""
    text = "* PELLWORM ENTERS INTO AN AGREEMENT TO BUY QUANDREL SOFTWARE INC FROM LANE"
    assert names_in(text) == ["PELLWORM", "QUANDREL SOFTWARE INC", "LANE"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Pellworm Inc (PLW.N) bought Quandrel (NASDAQ: QNDL).", ["PLW.N", "NASDAQ: QNDL"]),
        ("Pellworm Inc <PLW> bought Quandrel [QND.UL].", ["PLW", "QND.UL"]),
        ("Pellworm (a maker of pumps) bought Quandrel (in May).", []),
    ],
)
def test_identifiers(text: str, codes: list[str]) -> None:
    assert [text[start:end] for start, end in find_identifiers(text)] == codes


def test_mentions_are_grounded() -> None:
    text = "UPDATE 1-Pellworm\u00a0Inc to buy Quandrel\u200b Corp\r\n\r\nPellworm said so."
    for mention in find_names(model()(prepare(text)), text):
        assert " ".join(text[mention.start : mention.end].split()) == mention.text


def test_cost_is_linear() -> None:
    """Ten times the text takes about ten times as long."""
    page = "Jane Doe of Pellworm Inc met the Lane and Sons people of Quandrel Ltd. "
    doc = model().make_doc(prepare(page * 4000))
    short = doc[: len(doc) // 10].as_doc()

    few, many = (cpu_seconds(lambda of=of: list(find_names(of))) for of in (short, doc))  # type: ignore[misc]
    assert many < 40 * few + 0.5
