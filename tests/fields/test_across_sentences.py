"""What takes more than one sentence: whom "we" means, whom a rival bids for, whose price an amount is."""

from __future__ import annotations

import pytest

from extractor import Extraction, Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def deals_of(found: Extraction) -> list[tuple[list[str], str]]:
    """Buyers and target of each deal."""
    return [([a.name for a in d.acquirers], d.target.name if d.target else "") for d in found.deals]


@pytest.mark.parametrize(
    ("said", "amount", "investors"),
    [
        ("We raised $50 million from Heron Capital last year", 50_000_000, ["Heron Capital"]),
        ("We have raised a total of $80 million to date", 80_000_000, []),
        ("Our investors include Heron Capital and Tern Ventures", None, ["Heron Capital", "Tern Ventures"]),
    ],
)
def test_money_that_a_speaker_raised(
    extractor: Extractor, said: str, amount: int | None, investors: list[str]
) -> None:
    text = f'Dunlin Snacks bakes crisps. "{said}," said Jane Roe, chief executive of Dunlin Snacks.'
    (financing,) = extractor.extract(text).financings
    assert financing.company.name == "Dunlin Snacks"
    assert (financing.amount.amount if financing.amount else None) == amount
    assert [investor.name for investor in financing.investors] == investors


def test_what_a_speaker_says_his_company_is_worth(extractor: Extractor) -> None:
    text = '"Our last round valued us at $2 billion," said Jane Roe, founder of Dunlin Snacks.'
    (valuation,) = extractor.extract(text).valuations
    assert (valuation.company.name, valuation.amount.amount) == ("Dunlin Snacks", 2_000_000_000)


def test_the_country_is_not_us(extractor: Extractor) -> None:
    text = '"Heron Foods bought US dairies for $90 million," said Jane Roe, founder of Dunlin Snacks.'
    assert "Dunlin Snacks" not in [target for _, target in deals_of(extractor.extract(text))]


def test_without_a_speaker_we_is_nobody(extractor: Extractor) -> None:
    text = "Dunlin Snacks bakes crisps. We bought Heron Foods for $90 million in May."
    assert not extractor.extract(text).deals


def test_a_deal_told_again_by_a_unit_of_the_buyer_is_one(extractor: Extractor) -> None:
    text = (
        "Kestrel Group agreed to buy Dunlin Snacks for $90 million. "
        '"Our acquisition of Dunlin Snacks is a great step," said Jane Roe, head of Kestrel Asia.'
    )
    assert deals_of(extractor.extract(text)) == [(["Kestrel Group"], "Dunlin Snacks")]


def test_who_bids_too_bids_for_the_same(extractor: Extractor) -> None:
    text = (
        "Heron Capital is considering a bid for Dunlin Lifts, people familiar with the matter said. "
        "Tern Partners submitted a rival bid with Plover Group. Snipe Capital also lodged its own offer, they said. "
        "Swift Bank made an offer to its customers."
    )
    assert deals_of(extractor.extract(text)) == [
        (["Heron Capital"], "Dunlin Lifts"),
        (["Tern Partners", "Plover Group"], "Dunlin Lifts"),
        (["Snipe Capital"], "Dunlin Lifts"),
    ]


def test_the_price_of_a_stake_is_no_financing(extractor: Extractor) -> None:
    text = "Kestrel Foods said it invested $90 million in Dunlin Labs for a 35% stake."
    found = extractor.extract(text)
    assert [deal.kind for deal in found.deals] == ["stake"]
    assert not found.financings


def test_what_is_won_for_clients_is_not_raised(extractor: Extractor) -> None:
    text = "Roe & Poe LLP is a law firm in Leeds. Last year it secured $90 million on behalf of its clients."
    assert not extractor.extract(text).financings


def test_a_thing_described_costs_what_the_thing_named_costs(extractor: Extractor) -> None:
    text = (
        "Kestrel Foods agreed to buy Dunlin Snacks for $90 million.\n\n"
        "Kestrel Foods will acquire the crisp business for $90 million in May."
    )
    (deal,) = extractor.extract(text).deals
    assert deal.target is not None
    assert deal.target.name == "Dunlin Snacks"


def test_an_amount_is_the_price_of_the_nearest(extractor: Extractor) -> None:
    text = (
        "Kestrel Foods announced the sale of its paper business to Heron Capital in 2022 and the acquisition, "
        "in May, of Dunlin AB, a Swedish maker of crisps, for $90 million."
    )
    prices = {d.target.name: d.price and d.price.amount for d in extractor.extract(text).deals if d.target}
    assert prices == {"paper business": None, "Dunlin AB": 90_000_000}
