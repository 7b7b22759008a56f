"""Whom "it", "the company", "the startup" means: invented sentences, the anaphor marked with its antecedent.

``[it](Lane)`` means Lane; ``[it]()`` is one that must be left open. A row of KNOWN_FAILURES is one that we still
get wrong, strictly: it fails the test when it comes right.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from extractor.language import load_model, prepare
from extractor.mentions.names import find_names
from extractor.resolve import antecedent, resolve_names

if TYPE_CHECKING:
    from spacy.language import Language

_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")

ROWS = [
    # the subject of the clause above
    "Pellworm said on Monday that [it](Pellworm) would close two plants.",
    "Pellworm said [it](Pellworm) had agreed to buy Quandrel.",
    "Pellworm agreed to sell [its](Pellworm) paper business.",
    "Pellworm Inc announced that [it](Pellworm Inc) will acquire Quandrel for $40 million.",
    "Quandrel, which makes valves, expects that [it](Quandrel) will grow.",
    "Pellworm sued Quandrel, which has said [its](Quandrel) purchase of Elwood is done.",
    # the subject of the sentence before
    "Pellworm makes pumps. [It](Pellworm) employs 400 people.",
    "Pellworm makes pumps. [The company](Pellworm) employs 400 people.",
    "Pellworm was founded in 2012. [The startup](Pellworm) has raised $9 million so far.",
    "Pellworm is a startup in Leeds. [The firm](Pellworm) sells pumps.",
    "Pellworm bought Quandrel last year. [The group](Pellworm) now wants to expand.",
    "Pellworm opened an office in Leeds. [The London-based company](Pellworm) has 40 people there.",
    "Pellworm raised $9 million in March. Investors were pleased. [The company](Pellworm) will hire.",
    "Pellworm sells pumps in Leeds. It rained all week. [The company](Pellworm) stayed open.",
    # the one that is introduced by that noun
    "Pellworm, a Danish brewer, will buy Quandrel, a maker of pumps. [The brewer](Pellworm) is old.",
    "Dutch chipmaker Pellworm will buy lender Quandrel. [The lender](Quandrel) has 90 branches.",
    "Dutch chipmaker Pellworm will buy lender Quandrel. [The chipmaker](Pellworm) has 90 plants.",
    "Pellworm sued Quandrel, a Swiss insurer. [The insurer](Quandrel) denied it.",
    "Pellworm sued Quandrel, a Swiss insurer. [The Swiss company](Quandrel) denied it.",
    "Software maker Pellworm competes with retailer Quandrel. [The retailer](Quandrel) is larger.",
    "Pellworm is an airline. Quandrel is a bank. [The airline](Pellworm) flies to Oslo.",
    "Pellworm bought Quandrel, a robotics startup. [The startup](Quandrel) was founded in 2015.",
    "Pellworm bought Quandrel, a pump maker. Quandrel has 12 plants. [The pump maker](Quandrel) grew.",
    "Pellworm agreed to buy Quandrel, which runs hospitals. Quandrel is a hospital operator in Leeds. "
    "[The hospital operator](Quandrel) has debts.",
    # the last one named, by "that"; the one that a person made or ran
    "Pellworm is a startup. Jane Doe ran a rival called Quandrel. Tressel acquired [that startup](Quandrel).",
    "Jane Doe founded Pellworm in Leeds. [The firm](Pellworm) makes pumps.",
    "Jane Doe is a co-founder of Pellworm. [It](Pellworm) makes pumps.",
    # an owner earlier in the sentence
    "Quandrel makes pumps. The deal shows a shift in Pellworm's plans and [its](Pellworm) wish to grow.",
    # number
    "Pellworm and Quandrel signed the papers. [The companies]() did not say more.",
    "Pellworm and Quandrel make pumps. [They]() are old rivals.",
    "Pellworm and Quandrel make pumps. [The company]() is old.",
    "Pellworm and Quandrel make pumps. [It]() is old.",
    "Rivals include Pellworm, Quandrel and Tressel. [The company]() is old.",
    "Pellworm, Quandrel and Tressel make pumps. [The firms]() are rivals.",
    # the one that the article is about, past headings
    "Pellworm grew last year. Pellworm sold more pumps. Pellworm hired. It rained. It snowed. It hailed. It was hot.\n\n"
    "Strategic Initiatives\n\nOutlook: [The company](Pellworm) will buy Quandrel.",
    # nobody before
    "[It]() rained all day in the city.",
    "[The company]() makes pumps and valves.",
    "Jane Doe went to Leeds. [The company]() was closed.",
    "Shares rose in London. [The startup]() is unknown.",
    # persons and places are no companies
    "Pellworm makes pumps. Jane Doe joined in May. [The company](Pellworm) is glad.",
    "Pellworm opened a plant in Germany. Germany is large. [The company](Pellworm) is glad.",
    "Jane Doe founded Pellworm in Leeds. Mary Poe runs sales. [It]() is a nice day.",
    # across paragraphs and quotes
    "Pellworm makes pumps in Leeds.\n\n[The company](Pellworm) was founded in 1990.",
    "Pellworm to buy Quandrel\n\nPellworm said [it](Pellworm) will buy Quandrel for $40 million.",
    "About Pellworm\n\nPellworm makes pumps. [The company](Pellworm) is based in Leeds.",
    "Pellworm shares fell on Monday. [The company](Pellworm) cut its forecast.",
    "Pellworm's profit fell on Monday. [The company](Pellworm) cut its forecast.",
    "Pellworm’s board met in Leeds. [It](Pellworm) did not comment.",
    "The round was led by Pellworm. [The firm](Pellworm) also backed a rival.",
    "The deal gives Pellworm 40 plants. [The company](Pellworm) is based in Leeds.",
    "The deal will close in May if [it]() wins approval.",
]

KNOWN_FAILURES = [
    (
        "“We like pumps,” said Jane Doe, chief executive of Pellworm. [The company](Pellworm) was founded in 1990.",
        "the company beside a person who is subject; to take it costs more backers than it wins",
    ),
    (
        "Jane Doe left Pellworm in May. [The company](Pellworm) has not named a successor.",
        "the company beside a person who is subject; to take it costs more backers than it wins",
    ),
    (
        "Pellworm led a $9 million round in Tressel. [The startup](Tressel) makes pumps.",
        "a startup that is not introduced as one, beside a company that is subject",
    ),
    (
        "Pellworm’s bid for Quandrel was rejected. [It](Pellworm) may come back with more.",
        "the subject is a thing of the company's",
    ),
    (
        "Shares of Pellworm fell after rival Quandrel cut prices. [The company](Pellworm) did not comment.",
        "of two companies named the one of the main clause is meant",
    ),
]


@cache
def model() -> Language:
    return load_model(None)


def meant(row: str) -> tuple[str | None, str]:
    """The name of the antecedent that is found for a row's anaphor, and the one wanted."""
    mark = _MARK.search(row)
    if mark is None or len(_MARK.findall(row)) != 1:
        raise ValueError(f"one mark a row: {row}")
    text = _MARK.sub(r"\1", row)
    doc = model()(prepare(text))
    end = mark.start() + len(mark[1])
    token = next(token for token in doc if token.idx + len(token) == end)
    entity = antecedent(token, resolve_names(doc, find_names(doc)))
    return (entity.name if entity else None), mark[2]


@pytest.mark.parametrize("row", ROWS)
def test_antecedent(row: str) -> None:
    found, wanted = meant(row)
    assert found == (wanted or None)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, marks=pytest.mark.xfail(strict=True, reason=reason))
        for row, reason in KNOWN_FAILURES
    ],
)
def test_antecedent_not_yet(row: str) -> None:
    found, wanted = meant(row)
    assert found == (wanted or None)


def test_a_malformed_row_is_refused() -> None:
    with pytest.raises(ValueError, match="one mark"):
        meant("Pellworm makes pumps.")
