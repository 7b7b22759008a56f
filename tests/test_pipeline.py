"""The whole flow on sentences of our own, and on the reference article."""

from __future__ import annotations

import pytest

from conftest import shared_path
from extractor import Extraction, Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "acquirers", "target", "price"),
    [
        ("Microsoft bought GitHub for $7.5 billion in 2018.", {"Microsoft"}, "GitHub", 7_500_000_000),
        ("GitHub was acquired by Microsoft in 2018.", {"Microsoft"}, "GitHub", None),
        ("Microsoft's acquisition of GitHub surprised few.", {"Microsoft"}, "GitHub", None),
    ],
)
def test_one_deal(
    extractor: Extractor, text: str, acquirers: set[str], target: str, price: int | None
) -> None:
    (deal,) = extractor.extract(text).deals
    assert {party.name for party in deal.acquirers} == acquirers
    assert deal.target is not None
    assert deal.target.name == target
    assert (deal.price.amount if deal.price else None) == price


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "$" * 3000,
        '"' * 3000,
        "The weather was fine.",
        "She acquired a taste for tea.\r\n\r\nIt grew.",
    ],
)
def test_silent_on_what_is_no_deal(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(text)
    assert extraction.deals == ()
    extraction.check_grounding(text)


@pytest.fixture(scope="module")
def reference(extractor: Extractor) -> Extraction:
    text = shared_path("articles", "databricks-mosaicml.txt").read_bytes().decode("utf-8-sig")
    extraction = extractor.extract(text, published="2023-06-26")
    extraction.check_grounding(text)
    return extraction


@pytest.mark.shared
def test_reference_deal(reference: Extraction) -> None:
    deal = reference.deals[0]
    assert deal.target is not None
    assert deal.target.name == "MosaicML"
    assert deal.price is not None
    assert (deal.price.amount, deal.price.currency) == (1_300_000_000, "USD")
    assert deal.prior_funding is not None
    assert (deal.prior_funding.amount, deal.prior_funding.qualifier) == (64_000_000, "under")
    assert {party.name for party in deal.investors} == {
        "DCVC", "AME Cloud Ventures", "Lux", "Frontline", "Atlas", "Playground Global", "Samsung Next",
    }  # fmt: skip


@pytest.mark.shared
def test_reference_background_deal(reference: Extraction) -> None:
    deal = reference.deals[1]
    assert [party.name for party in deal.acquirers] == ["Snowflake"]
    assert (deal.status, deal.target.name if deal.target else None) == ("completed", "Neeva")
