"""Dates at the precision that the text supports, relative ones by the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATE = re.compile(
    rf"""
    (?P<full>\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b)
  | (?P<month>\b{_MONTH},?\s+(?:19|20)\d\d\b)
  | (?P<day>\b{_MONTH}\s+\d{{1,2}}\b(?![:\d])|\b\d{{1,2}}\s+{_MONTH}\b)
  | (?P<period>\b(?:(?:first|second|third|fourth)(?:\s+\w+)?\s+quarter|(?:first|second)\s+half|Q[1-4]|end|early|late|mid|fiscal)\s*-?(?:\s*of)?(?:\s+(?:the\s+year|fiscal|calendar))?\s+(?P<py>(?:19|20)\d\d)\b)
  | (?P<quarter>\b(?:first|second|third|fourth)\s+quarter\b|\b(?:first|second)\s+half\b|\bend\s+of\s+(?:the|this)\s+year\b)
  | (?P<year>(?<=[Ii]n\s)(?:19|20)\d\d\b(?!\s+(?:units|people))|(?<=[Ss]ince\s)(?:19|20)\d\d\b)
  | (?P<rel>\b(?:today|yesterday|tomorrow|last\s+month|last\s+year|this\s+month|this\s+year|next\s+year|(?:one|a|two|three|four|five)\s+(?:month|year)s?\s+ago|just\s+one\s+month\s+after)\b)
  | (?P<weekday>\b(?:on\s+|last\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; offsets are code points, half-open."""

    start: int
    end: int
    value: str | None
    relative: bool


def find_dates(text: str, published: date | None) -> Iterator[DateMention]:
    """Every date in reading order; a relative one has no value without ``published``."""
    for match in _DATE.finditer(text):
        kind = match.lastgroup if match.lastgroup != "py" else "period"
        words = match.group()
        if kind in {"month", "day"} and not words[:1].isupper() and not words[:1].isdigit():
            continue
        relative = kind in {"rel", "weekday", "day", "quarter"}
        yield DateMention(match.start(), match.end(), _value(kind or "", match, words, published), relative)


def _value(kind: str, match: re.Match[str], words: str, published: date | None) -> str | None:
    if kind == "year":
        return words
    if kind == "period":
        return match["py"]
    if kind in {"full", "month"}:
        return _parsed(words, published, 10 if kind == "full" else 7)
    if published is None:
        return None
    if kind == "quarter":
        return str(published.year)
    if kind == "day":
        return _parsed(f"{words} {published.year}", published, 10)
    low = " ".join(words.lower().split())
    if kind == "weekday":
        day = _DAYS.index(re.sub(r"^(?:on|last) ", "", low))
        back = (published.weekday() - day) % 7
        return (published - timedelta(days=back or (7 if low.startswith("last") else 0))).isoformat()
    month = published.replace(day=1)
    if low in {"today", "yesterday", "tomorrow"}:
        return (published + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[low])).isoformat()
    if low.endswith("month after") or low == "last month":
        return (month - timedelta(days=1)).isoformat()[:7]
    if low == "this month":
        return month.isoformat()[:7]
    if low.endswith("year"):
        return str(published.year + {"last year": -1, "this year": 0, "next year": 1}[low])
    return _parsed(low, published, 7 if "month" in low else 4)


@cache
def _parser() -> Any:
    import dateparser

    return dateparser


def _parsed(words: str, published: date | None, width: int) -> str | None:
    from datetime import datetime

    base = datetime(published.year, published.month, published.day) if published else datetime(2000, 1, 1)
    try:
        found = _parser().parse(words[:40], languages=["en"], settings={"RELATIVE_BASE": base})
    except (ValueError, OverflowError):
        return None
    return found.date().isoformat()[:width] if found else None
