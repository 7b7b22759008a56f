"""Percentages: "22.5%", "49.9-percent", "ten per cent", "26 pc"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.lexicon import per_lexicons
from extractor.mentions.currencies import any_of, load_pairs
from extractor.mentions.plain import read_plainly


@dataclass(frozen=True, slots=True)
class PercentMention:
    """A percentage as written; offsets are code points, half-open."""

    start: int
    end: int
    value: float


def find_percents(text: str) -> Iterator[PercentMention]:
    """Every percentage in reading order."""
    page = read_plainly(text)
    for match in _percent().finditer(page.lower):
        yield PercentMention(*page.span(*match.span()), _value(match))


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(match["digits"].replace(",", "."))
    numbers = load_pairs("number_words")
    return float(sum(int(numbers[word]) for word in re.split(r"[\s-]", match["words"])))


@per_lexicons
def _percent() -> re.Pattern[str]:
    numbers = load_pairs("number_words")
    tens = any_of(word for word, value in numbers.items() if int(value) >= 20)
    # "1,234%" is no part of anything; "pc" is also a computer where no number stands before it.
    return re.compile(
        rf"""(?<![\w.,]) (?: (?P<digits>[0-9]{{1,3}}(?:[.,][0-9]{{1,2}}|\.[0-9]{{3,6}})?)
                           | (?<!-)(?P<words>{any_of(numbers)}|(?:{tens})[\s-](?:{any_of(numbers)})) )
             (?: \s?% | [ \n-]{{0,3}}(?:per[ \n]{{0,3}}cent|pct|pc) (?![\w]) )""",
        re.VERBOSE,
    )
