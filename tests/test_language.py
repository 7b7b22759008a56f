"""The text as the model sees it: of the same length, with the capitals of prose."""

from __future__ import annotations

from time import process_time

import pytest

from extractor.language import load_model, prepare

PROSE = "\n\nThe price is high, said a person near the talks."

PREPARED = [
    ("Acme to Buy Bolt", "Acme to buy Bolt"),
    ("Acme Completes Acquisition of Bolt", "Acme completes acquisition of Bolt"),
    (
        "Acme Inc Wins Bid To Buy Certain Assets Of Bolt Corp",
        "Acme Inc wins bid to buy certain assets of Bolt Corp",
    ),
    ("Tulsa-Based Bolt Gets Bought by Acme Pumps", "Tulsa-based Bolt gets bought by Acme Pumps"),
    ("Lane Restaurant Group to Buy Bolt", "Lane Restaurant Group to buy Bolt"),
    ("Acme Opens New York Office", "Acme opens New York office"),
    ("Acme Buys Gap Systems", "Acme buys Gap Systems"),
    ("Acme Acquires Interest in Rise Systems", "Acme acquires interest in Rise Systems"),
    ("ACME ENTERS INTO AN AGREEMENT TO BUY BOLT INC", "Acme enters into an agreement to buy Bolt Inc"),
    ("BOLT’S SHARES WILL BE BOUGHT BY ACME", "Bolt’s shares will be bought by Acme"),
    ("Acme Buys Kes-Trel Group", "Acme buys Kes-Trel Group"),
    ("Acme Buys KVDL Asset Management", "Acme buys KVDL Asset Management"),
    ("ACME BUYS HIGH-NET-WORTH ADVISER BOLT", "Acme buys high-net-worth adviser Bolt"),
    ("Acme to Sell Unit to Insurer Bolt", "Acme to sell unit to insurer Bolt"),
    # sentences, names and codes stay
    ("Acme Pumps agrees to buy Bolt Systems", "Acme Pumps agrees to buy Bolt Systems"),
    ("Acme Inc, Bolt Corp", "Acme Inc, Bolt Corp"),
    ("The unit of IBM AND AT&T", "The unit of IBM AND AT&T"),
    # the agencies' marks
    ("UPDATE 2-Acme to buy Bolt", "         Acme to buy Bolt"),
    ("BRIEF-Acme to buy Bolt", "      Acme to buy Bolt"),
]


@pytest.mark.parametrize(("headline", "prepared"), PREPARED)
def test_headlines(headline: str, prepared: str) -> None:
    assert prepare(headline + PROSE).partition("\n")[0] == prepared


def test_what_the_prose_writes_as_a_name_stays() -> None:
    text = "Acme Buys Focus\n\nThe maker of lenses, Focus, was sold."
    assert prepare(text).startswith("Acme buys Focus\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n\r\n ",
        "Acme\u00a0Inc\u200b to\tbuy\r\nBolt.",
        "ACME TO BUY BOLT TO BUY ACME\u2028",
        "\ud800 lone",
        "\uff24eal for \uff045m",
        "A" * 1000,
        "UPDATE 9-" * 50,
    ],
)
def test_length_is_kept(text: str) -> None:
    assert len(prepare(text)) == len(text)


@pytest.mark.parametrize(
    "part", ["A", "AB ", "Ab ", "A.", "BRIEF-", "(", "Acme, ", "A-", "\n", "’S", "AB’S "]
)
def test_linear_on_odd_text(part: str) -> None:
    start = process_time()
    prepare(part * (200_000 // len(part)))
    assert process_time() - start < 5


def starts(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in load_model(None)(prepare(text)).sents]


def test_a_sentence_starts_after_a_dateline() -> None:
    assert "Acme will buy Bolt." in starts("TULSA, March 3 (Reuters) - Acme will buy Bolt.")


def test_none_starts_after_an_initial() -> None:
    assert starts("The founder is Walter G. Lane.") == ["The founder is Walter G. Lane."]
