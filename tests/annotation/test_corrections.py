"""What an annotator changes is what the gold says; what makes no sense is named."""

from __future__ import annotations

import pytest

from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.to_gold import gold_of
from extractor.errors import GoldError
from extractor.evaluation.gold import Gold

TEXT = "Alder Group of Oslo bought Birch on 3 May 2024 for about $40 million; Alder has 12.5% of Cedar."
DEAL = {"kind": "acquisition", "status": "completed"}


def mark(label: str, words: str, **attributes: str) -> Mark:
    start = TEXT.index(words)
    return Mark(label, start, start + len(words), attributes)


def labels(*marks: Mark, links: tuple[tuple[str, int, int], ...] = ()) -> Gold:
    return gold_of(Annotated("a", TEXT, marks, tuple(Link(*link) for link in links)))


def test_values_are_read_from_the_words_where_nobody_typed_them() -> None:
    gold = labels(
        mark("Deal", "bought", **DEAL),
        mark("Party", "Birch"),
        mark("Money", "about $40 million"),
        mark("Date", "3 May 2024"),
        mark("Percent", "12.5%"),
        links=(("target", 0, 1), ("price", 0, 2), ("announced_on", 0, 3), ("stake", 0, 4)),
    )
    (deal,) = gold.deals
    assert deal.price is not None
    assert (deal.price.amount, deal.price.currency, deal.price.qualifier) == (40_000_000, "USD", "about")
    assert (deal.announced_on, deal.stake_percent) == ("2024-05-03", 12.5)


def test_what_is_typed_goes_before_what_is_read() -> None:
    typed = {"amount": "40,500,000", "currency": "NOK", "qualifier": "over"}
    gold = labels(
        mark("Deal", "bought", **DEAL),
        mark("Party", "Birch"),
        mark("Money", "$40 million", **typed),
        links=(("target", 0, 1), ("price", 0, 2)),
    )
    price = gold.deals[0].price
    assert price is not None
    assert (price.amount, price.currency, price.qualifier) == (40_500_000, "NOK", "over")


def test_a_party_is_all_its_names_whichever_of_them_is_linked() -> None:
    gold = labels(
        mark("Deal", "bought", **DEAL),
        mark("Party", "Alder has"[:5]),
        mark("Party", "Alder Group"),
        mark("Party", "Birch"),
        links=(("acquirer", 0, 1), ("alias", 2, 1), ("acquirer", 0, 2), ("target", 0, 3)),
    )
    assert gold.deals[0].acquirers == (("Alder Group", "Alder"),)


def test_blanks_at_the_edges_links_drawn_backwards_and_marks_of_nobody() -> None:
    gold = labels(
        mark("Deal", "bought", **DEAL),
        mark("Party", " Birch "),
        mark("Party", "Cedar"),
        links=(("target", 1, 0),),
    )
    assert gold.deals[0].target == ("Birch",)
    assert (gold.financings, gold.valuations, gold.quotes) == ((), (), ())


@pytest.mark.parametrize(
    ("marks", "links", "message"),
    [
        (
            [("Deal", "bought", {})],
            [],
            "Deal at 20–26 (bought) has no kind: choose one of acquisition, merger",
        ),
        (
            [("Deal", "bought", DEAL)],
            [],
            "deals[0]: a deal names at least one of acquirer, target and seller",
        ),
        ([("Deal", "bought", DEAL | {"kind": "gift"})], [], "deals[0].kind: Input should be 'acquisition'"),
        ([("Deal", "bought", DEAL | {"mood": "good"})], [], "deals[0].mood: unknown field"),
        ([("Bid", "bought", {})], [], "Bid at 20–26 (bought) is no label: one of Article, Deal, Financing"),
        (
            [("Deal", "bought", DEAL), ("Money", "Birch", {})],
            [("price", 0, 1)],
            "Money at 27–32 (Birch) has no amount and currency, and none can be read from its words",
        ),
        (
            [("Deal", "bought", DEAL), ("Party", "Birch", {})],
            [("price", 0, 1)],
            "is linked to Party at 27: a link 'price' leads from Deal to Money",
        ),
        (
            [("Deal", "bought", DEAL), ("Party", "Birch", {})],
            [("buys", 0, 1)],
            "Deal at 20–26 (bought) has a link 'buys', which is none of acquirer, target",
        ),
        (
            [("Deal", "bought", DEAL), ("Party", "Birch", {}), ("Party", "Cedar", {})],
            [("target", 0, 1), ("target", 0, 2)],
            "Deal at 20–26 (bought) has 2 of target, where there can be one",
        ),
        (
            [("Deal", "bought", DEAL)],
            [("target", 0, 7)],
            "a link 'target' leads from or to a mark that is not",
        ),
        (
            [("Deal", "bought", DEAL), ("Date", "Oslo", {})],
            [("closes_on", 0, 1)],
            "Date at 15–19 (Oslo) has no value, and none can be read from its words: write YYYY-MM-DD",
        ),
        (
            [("Deal", "bought", DEAL), ("Percent", "Oslo", {})],
            [("stake", 0, 1)],
            "Percent at 15–19 (Oslo) has no percent",
        ),
        (
            [
                ("Deal", "bought", DEAL),
                ("Party", "Birch", {}),
                ("Percent", "12.5%", {"percent": "an eighth"}),
            ],
            [("stake", 0, 2), ("target", 0, 1)],
            "deals[0].stake_percent: Input should be a valid number",
        ),
    ],
)
def test_what_makes_no_sense_is_named(
    marks: list[tuple[str, str, dict[str, str]]], links: list[tuple[str, int, int]], message: str
) -> None:
    with pytest.raises(GoldError) as caught:
        labels(*(mark(label, words, **told) for label, words, told in marks), links=tuple(links))
    assert str(caught.value).startswith("a: ")
    assert message in str(caught.value)


def test_a_mark_outside_the_text_is_named() -> None:
    with pytest.raises(GoldError, match="Party at 90–900 is not within the text"):
        labels(Mark("Party", 90, 900))


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(GoldError) as caught:
        labels(mark("Deal", "bought"), mark("Bid", "Birch"))
    assert all(part in str(caught.value) for part in ("has no kind", "has no status", "Bid at 27–32"))
