"""Promises 1 and 2: every text is answered, in time that grows with its length, with nothing that it does not say."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from checks import MOST_BEYOND_LINEAR, PUBLISHED, check_record, growth, peak_growth
from price_parser import Price
from texts import ARTICLE, HOSTILE

from extractor import Extractor
from extractor.mentions import date_words
from extractor.mentions.dates import find_dates
from extractor.mentions.money import find_money

SHORT, LONG = 600, 40_000
SMALLEST = 5_000
"""Characters from which on time is that of the text, not of what a call costs."""
SOME = random.Random(11).sample(sorted(HOSTILE), 24)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(trace=True)


@pytest.fixture(scope="module")
def untriaged() -> Extractor:
    """It parses every word: one cue more, and triage would have twice the text cost many times as much."""
    return Extractor(trace=True, triage=False)


def check(extractor: Extractor, text: str) -> int:
    return check_record(json.loads(extractor.extract(text, published=PUBLISHED).to_json()), text)


def test_the_article_that_is_no_torture(extractor: Extractor) -> None:
    record = extractor.extract(ARTICLE, published=PUBLISHED)
    assert [deal.target.name for deal in record.deals if deal.target] == ["Tarnbrook"]
    assert record.financings
    assert record.valuations
    assert record.quotes
    assert check(extractor, ARTICLE) > 20


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered(extractor: Extractor, name: str) -> None:
    text = HOSTILE[name](SHORT)
    check(extractor, text)
    check(extractor, text[: zlib.crc32(name.encode()) % SHORT])


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered_at_length(extractor: Extractor, name: str) -> None:
    check(extractor, HOSTILE[name](LONG))


def check_growth(extractor: Extractor, name: str, size: int) -> None:
    for _ in range(3):  # a machine that does something else may cost one or two of them
        ratios = growth(lambda n: extractor.extract(HOSTILE[name](n)), size)
        if max(ratios) <= 2 * MOST_BEYOND_LINEAR:
            return
    pytest.fail(f"twice the text costs {ratios[0]:.2f} times as much, and again {ratios[1]:.2f}")


@pytest.mark.parametrize("name", SOME[:2])
def test_time_grows_with_length(untriaged: Extractor, name: str) -> None:
    check_growth(untriaged, name, SMALLEST // 8)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_length_at_length(untriaged: Extractor, name: str) -> None:
    check_growth(untriaged, name, SMALLEST)


@pytest.mark.parametrize("name", SOME[:2])
def test_memory_grows_with_length(untriaged: Extractor, name: str) -> None:
    assert (
        max(peak_growth(lambda n: untriaged.extract(HOSTILE[name](n)), SMALLEST // 8))
        <= 2 * MOST_BEYOND_LINEAR
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_memory_grows_with_length_at_length(untriaged: Extractor, name: str) -> None:
    assert max(peak_growth(lambda n: untriaged.extract(HOSTILE[name](n)), SMALLEST)) <= 2 * MOST_BEYOND_LINEAR


@pytest.mark.slow
def test_a_hundred_thousand_words_without_a_full_stop(untriaged: Extractor) -> None:
    text = HOSTILE["no full stop"](500_000)
    assert text.count(" ") >= 100_000
    check(untriaged, text)


def test_the_libraries_get_short_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What price-parser and dateparser are slow on is never handed to them."""
    lengths: dict[str, int] = {}

    def watched(name: str, read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(text: str, **options: Any) -> Any:
            lengths[name] = max(lengths.get(name, 0), len(text))
            return read(text, **options)

        return reading

    parser = date_words._parser()
    monkeypatch.setattr(Price, "fromstring", watched("price-parser", Price.fromstring))
    monkeypatch.setattr(parser, "get_date_data", watched("dateparser", parser.get_date_data))
    date_words._parse_month.cache_clear()
    longest = (f"${'9' * 18}", f"${','.join(['999'] * 6)}.{'9' * 99}", f"${'9' * 99}", "2 September 2023")
    for text in (*longest, *(text(2_000) for text in HOSTILE.values())):
        list(find_money(text))
        list(find_dates(text, None))
    assert lengths.keys() == {"price-parser", "dateparser"}
    assert max(lengths.values()) < 40, lengths


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\r", "\0", "\ud800", "\ufeff", '"', "$", "“", "”", "«", "'", "$1", "5%", "a", "A", ".", "(", "\u0301", "\u202e", "x\ud800\ny"],
)  # fmt: skip
def test_the_shortest(extractor: Extractor, text: str) -> None:
    check(extractor, text)


def test_lines_with_half_a_character_are_passed_over(extractor: Extractor) -> None:
    text = f"\udcff Quillon bought Osier for $5 million.\n\n{ARTICLE}“We \ud83d buy,” said Ada Nordby.\n"
    record = extractor.extract(text, title=None)
    record.check_grounding(text)
    assert [deal.target.name for deal in record.deals if deal.target] == ["Tarnbrook"]


def test_an_article_amid_torture_is_read(extractor: Extractor) -> None:
    """What comes before and after it costs it nothing, where paragraphs lie between."""
    alone = extractor.extract(ARTICLE, published=PUBLISHED)
    for name in ("blanks", "dollars", "emoji", "control characters", "digits", "zero-width"):
        text = f"{HOSTILE[name](500)}\n\n{ARTICLE}\n\n{HOSTILE[name](500)}"
        record = extractor.extract(text, published=PUBLISHED)
        check(extractor, text)
        assert [deal.target.name for deal in record.deals if deal.target] == ["Tarnbrook"], name
        assert [deal.price.amount for deal in record.deals if deal.price] == [1_300_000_000], name
        assert [quote.span.text for quote in record.quotes] == [quote.span.text for quote in alone.quotes], (
            name
        )
