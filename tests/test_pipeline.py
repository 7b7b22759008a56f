"""The whole flow on sentences of our own."""

from __future__ import annotations

import pytest

from extractor import Extractor


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
        "Acme offers the",
        "Acme buys its",
    ],
)
def test_silent_on_what_is_no_deal(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(text)
    assert extraction.deals == ()
    extraction.check_grounding(text)
