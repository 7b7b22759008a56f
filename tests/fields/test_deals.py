"""Deals of one sentence: who buys what from whom, how far it has come, at what price."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor import Extraction, Extractor
from extractor.marked import Marked, parse_marked

TABLE = Path(__file__).with_name("deals.txt")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    text: str
    marked: Marked | None
    status: str = ""
    price: float | None = None
    kind: str = "acquisition"
    fault: str = ""


def read_rows() -> list[Row]:
    """The table, "⏎" as a line's end; ValueError for a row that is not well formed."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        sentence, *rest = (cell.strip() for cell in line.replace("⏎", "\n").split(" | "))
        if not rest:
            rows.append(Row(sentence, None))
            continue
        status, price, kind, fault = (*rest, *[""] * (4 - len(rest)))[:4]
        if len(rest) > 4 or not status or not price:
            raise ValueError(f"{line!r}: sentence | status | price | kind | why it fails")
        marked = parse_marked(sentence)
        amount = None if price == "-" else float(price) * 1e6
        rows.append(Row(marked.text, marked, status, amount, kind or "acquisition", fault))
    return rows


ROWS = read_rows()


def as_param(row: Row) -> object:
    """The row as pytest's parameter; one that fails says why."""
    marks = [pytest.mark.xfail(reason=row.fault, strict=True)] if row.fault else []
    return pytest.param(row, id=row.text[:70], marks=marks)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def told(found: Extraction) -> list[tuple[object, ...]]:
    """What the deals of a record say, for comparison."""
    return [
        (
            {p.name for p in deal.acquirers},
            {deal.target.name} if deal.target else set(),
            {p.name for p in deal.sellers},
            deal.status,
            deal.price.amount if deal.price else None,
            deal.kind.replace("asset_purchase", "acquisition"),
        )
        for deal in found.deals
    ]


@pytest.mark.parametrize("row", [as_param(row) for row in ROWS if row.marked])
def test_a_sentence_tells_its_deal(row: Row, extractor: Extractor) -> None:
    assert row.marked
    parties = [row.marked.words(role) for role in ("acquirer", "target", "seller")]
    assert told(extractor.extract(row.text)) == [(*parties, row.status, row.price, row.kind)]


@pytest.mark.parametrize("row", [as_param(row) for row in ROWS if not row.marked])
def test_what_is_no_deal_gives_none(row: Row, extractor: Extractor) -> None:
    assert told(extractor.extract(row.text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Foods has acquired two companies, Dunlin Snacks and Larkspur Bars.",
        "Kestrel Foods today acquired two startups: Dunlin Snacks and Larkspur Bars.",
        "Kestrel Foods has made two acquisitions: Dunlin Snacks and Larkspur Bars.",
        "Kestrel Foods bought Dunlin Snacks in 2012 for $40 million and Larkspur Bars in 2013 for $90 million.",
    ],
)
def test_each_of_several_is_a_deal_of_its_own(extractor: Extractor, text: str) -> None:
    deals = extractor.extract(text).deals
    assert [d.target and d.target.name for d in deals] == ["Dunlin Snacks", "Larkspur Bars"]
    assert {d.status for d in deals} == {"completed"}
    assert all([a.name for a in d.acquirers] == ["Kestrel Foods"] for d in deals)


def test_what_another_bought_is_what_one_wanted(extractor: Extractor) -> None:
    text = "Kestrel Foods had been in talks to buy Larkspur Labs before Heron Group acquired it."
    told = [
        ([a.name for a in d.acquirers], d.target and d.target.name) for d in extractor.extract(text).deals
    ]
    assert told == [(["Kestrel Foods"], "Larkspur Labs"), (["Heron Group"], "Larkspur Labs")]


def test_a_valuation_at_which_a_part_was_bought_is_no_price(extractor: Extractor) -> None:
    text = (
        "Kestrel Foods plans to list to complete Dunlin acquisition.\n\nKestrel Foods has agreed a deal to take control "
        "of Dunlin.\n\nIt has bought 10 percent of Dunlin for cash at a total valuation of $30 million, and may take more."
    )
    assert {deal.price for deal in extractor.extract(text).deals} == {None}


def test_the_company_of_a_list_is_the_heading_above(extractor: Extractor) -> None:
    text = "Bulk deals\n\nKestrel Foods\n\nHeron Fund sold bonds.\n\nDunlin Snacks\n\nHeron Fund bought a 5% stake in the company."
    assert [d.target and d.target.name for d in extractor.extract(text).deals] == ["Dunlin Snacks"]


def test_the_table_holds_positives_and_negatives() -> None:
    assert len([row for row in ROWS if row.marked]) > 150
    assert len([row for row in ROWS if not row.marked]) > 10


def test_an_acquisition_that_nobody_is_told_to_make_is_the_topics_own(extractor: Extractor) -> None:
    text = (
        "Kestrel Foods Reports Results\n\nKestrel Foods said that sales rose. The acquisition of Dunlin Snacks "
        "was completed in May. Kestrel Foods pays no dividend; shares of Kestrel Foods fell."
    )
    assert told(extractor.extract(text)) == [
        ({"Kestrel Foods"}, {"Dunlin Snacks"}, set(), "completed", None, "acquisition")
    ]
    assert told(extractor.extract(text.replace("Kestrel Foods", "Dunlin Snacks"))) == []


@pytest.mark.parametrize(
    ("remark", "target"),
    [
        ("Margins were helped by the Dunlin acquisition", "Dunlin"),
        ("Recent acquisitions include Dunlin", "Dunlin"),
        ("Margins were helped by the acquisition of Dunlin's oat business", "oat business"),
        ("Shares of mills rose after Dunlin takeover talk", None),  # whose is not told
    ],
)
def test_the_topic_opens_the_text_if_other_names_are_more_frequent(
    extractor: Extractor, remark: str, target: str | None
) -> None:
    text = (
        f"Kestrel Foods raises its outlook\n\nKestrel Foods said sales of Larkspur rose. {remark}. Larkspur and Heron Bars "
        "sold well, and Kestrel Foods expects Larkspur to grow; Larkspur comes in four flavours."
    )
    deals = extractor.extract(text).deals
    assert [d.target and d.target.name for d in deals] == ([target] if target else [])
    assert all([a.name for a in d.acquirers] == ["Kestrel Foods"] for d in deals)
