"""Percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{1,4})?)(?:\s?%|[ -]?per\s?cent\b|[ -]pct\b)", re.I)


@dataclass(frozen=True, slots=True)
class PercentMention:
    """A percentage as written; offsets are code points, half-open."""

    start: int
    end: int
    value: float


def find_percents(text: str) -> Iterator[PercentMention]:
    """Every percentage in reading order."""
    for match in _PERCENT.finditer(text):
        yield PercentMention(match.start(), match.end(), float(match[1]))
