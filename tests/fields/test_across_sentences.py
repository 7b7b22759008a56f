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


def test_the_latter_is_the_one_named_last(extractor: Extractor) -> None:
    text = "Kestrel Group offered to merge with Dunlin Foods, and tries to stop the latter's $6 million takeover by Tern Ltd."
    assert (["Tern Ltd."], "Dunlin Foods") in deals_of(extractor.extract(text))


def test_the_company_before_a_possessive_is_the_company(extractor: Extractor) -> None:
    text = "Dunlin Foods bakes crisps. The company's $6 million acquisition by Tern Group is under review."
    assert deals_of(extractor.extract(text)) == [(["Tern Group"], "Dunlin Foods")]


def test_who_is_told_behind_to_say_it_is_meant(extractor: Extractor) -> None:
    text = "It bought Dunlin Foods for $5 million in May, Kestrel Group said on Friday."
    assert deals_of(extractor.extract(text)) == [(["Kestrel Group"], "Dunlin Foods")]


def test_a_name_told_beside_the_owner_does_not_own(extractor: Extractor) -> None:
    text = "The company, which owns Tern Manor, said it would close the sale of its mobile game unit in May."
    assert [s.name for d in extractor.extract(text).deals for s in d.sellers] == []


def test_points_of_a_list_are_lines_of_their_own(extractor: Extractor) -> None:
    text = (
        "Kestrel News\n\n* Roe's Tern Ups Dunlin Stake to 31.2% After Buying Spree\n* Here's Why Heron Fell\n"
    )
    assert deals_of(extractor.extract(text)) == [(["Tern"], "Dunlin")]


def test_a_list_goes_on_behind_a_place(extractor: Extractor) -> None:
    text = (
        "Kestrel Life has grown through acquisitions, including Dunlin Holdings and Tern One in Japan, "
        "as well as Heron Life Limited in New Zealand."
    )
    targets = ["Dunlin Holdings", "Tern One", "Heron Life Limited"]
    assert [target for _, target in deals_of(extractor.extract(text))] == targets


def test_an_agreement_ends_the_talk(extractor: Extractor) -> None:
    text = "Kestrel wants to buy Dunlin Foods. Kestrel has agreed to pay $54 million for Dunlin Foods."
    assert [d.status for d in extractor.extract(text).deals] == ["announced"]


def test_a_sale_that_is_completed_stays_so(extractor: Extractor) -> None:
    text = (
        "Kestrel Group completed the sale of its paper business for $63 million. "
        "Its review of each purchase agreement should be completed in 2030."
    )
    assert [d.status for d in extractor.extract(text).deals] == ["completed"]


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Bank completed the acquisition of three rural banks. The banks are Dunlin Bank, Heron National and Tern Trust.",
        "Kestrel Bank has completed three acquisitions this year: Dunlin Bank, Heron National and Tern Trust.",
    ],
)
def test_several_are_named_behind(extractor: Extractor, text: str) -> None:
    targets = ["Dunlin Bank", "Heron National", "Tern Trust"]
    assert deals_of(extractor.extract(text)) == [(["Kestrel Bank"], target) for target in targets]


def test_the_total_that_new_money_brings_is_that_of_its_taker(extractor: Extractor) -> None:
    text = "Heron Capital had led Dunlin Snacks' $6 million Series A. The new money brings the startup's total to $29 million."
    totals = [(f.company.name, f.amount.amount) for f in extractor.extract(text).financings if f.amount]
    assert ("Dunlin Snacks", 29_000_000) in totals


def test_one_bought_after_the_other(extractor: Extractor) -> None:
    found = deals_of(
        extractor.extract("Kestrel Group grew by buying Dunlin Foods, then Heron and later Tern.")
    )
    assert found == [(["Kestrel Group"], target) for target in ("Dunlin Foods", "Heron", "Tern")]


def test_who_is_told_of_later_is_not_bought(extractor: Extractor) -> None:
    found = deals_of(
        extractor.extract("Kestrel Group bought Dunlin Foods and later Heron said it was sorry.")
    )
    assert found == [(["Kestrel Group"], "Dunlin Foods")]


def test_one_word_makes_a_pair_of_two_that_the_text_names(extractor: Extractor) -> None:
    text = "Kestrel and Dunlin fell on Monday. The Kestrel-Dunlin merger won approval in Brussels."
    assert deals_of(extractor.extract(text)) == [(["Kestrel"], "Dunlin")]
