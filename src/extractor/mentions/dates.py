"""Dates at the precision that the text supports, relative ones by the article's date.

Each form of words has its pattern and its reader in ``_FORMS``: :mod:`extractor.mentions.date_words` tells what
the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from extractor.lexicon import per_lexicons
from extractor.mentions.currencies import any_of, load_pairs
from extractor.mentions.date_words import (
    UndatedError,
    Words,
    leave_open,
    read_ago,
    read_calendar_day,
    read_iso_day,
    read_month,
    read_near_day,
    read_part_of_year,
    read_stretch,
    read_weekday,
    read_year,
)
from extractor.mentions.periods import Period
from extractor.mentions.plain import read_plainly

# In the patterns a blank is any gap between words, with ? any gap or none; «name» stands for one of these.
_PARTS = {
    "month": r"(?P<month>(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)",
    "weekday": r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    "day": r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b",
    "year": r"(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])",
    # "2016", "last year"
    "which year": r"(?:«year»|(?P<year_step>this|last|next) year\b)",
    # "March 26, 2018", "in March of last year"
    "its year": r"(?:,? |,| of | in )«which year»",
    # "mid-2023", "early next year", "the end of May"
    "roughly": r"(?:(?:early|late|mid)(?:-| in | )|(?:beginning|start|middle|end) of )",
    # "third quarter", "second calendar quarter", "Q3", "1H"
    "part": r"(?:(?P<nth>first|second|third|fourth|last|final) (?:calendar |fiscal |financial )?(?P<part>quarter|half)\b"
    r"|(?P<short>q[1-4]|[1-4]q|h[12]|[12]h)\b)",
    "fiscal": r"(?P<fiscal>fiscal|financial|fy)(?: year)?",
    "unit": r"(?P<unit>day|week|month|quarter|year)",
    "preposition": r"(?:in|by|since|during|until|till|through|before|after|from|around)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written; offsets are code points, half-open."""

    start: int
    end: int
    value: str | None
    """ISO day, month or year; None where the words leave it open, or the article's date is not known."""
    relative: bool
    """The words do not name their year: it is counted from when the article appeared."""


_Reader = Callable[[Words], Period | None]


def find_dates(text: str, published: date | None) -> Iterator[DateMention]:
    """Every date in reading order; a relative one has no value without ``published``."""
    page = read_plainly(text)
    found = [
        (match.start("date"), -match.end("date"), order, match)
        for order, (pattern, _) in enumerate(_forms())
        for match in pattern.finditer(page.lower)
    ]
    done = 0
    for start, end, order, match in sorted(found, key=lambda one: one[:3]):
        words = Words(page, match, published)
        if start < done or not words.named:
            continue
        value = _value(_forms()[order][1], words)
        relative = not (words["year"] or words["short_year"])
        if value is not None or relative:
            yield DateMention(*page.span(start, -end), value, relative)
            done = -end


def _value(read: _Reader, words: Words) -> str | None:
    try:
        period = read(words)
    except (UndatedError, ValueError, OverflowError):  # "June 31"; the year before the first
        return None
    return period.iso if period else None


@per_lexicons
def _forms() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """The forms of words; where two start at one place the longer one is read, of equals the first."""
    return tuple((re.compile(_expand(pattern)), read) for pattern, read in _FORMS)


def _expand(pattern: str) -> str:
    if "?P<date>" not in pattern:
        pattern = rf"\b(?P<date>{pattern})"
    many = {"many": rf"(?P<many>an?|{any_of(load_pairs('number_words'))}|[1-9][0-9]?)\b"}
    while "«" in pattern:
        pattern = re.sub("«([a-z ]+)»", lambda name: (_PARTS | many)[name[1]], pattern)
    return pattern.replace(" ?", r"\s{0,4}").replace(" ", r"\s{1,4}")


_DEALS = "acquisition|purchase|takeover|buy-?out|merger|deal|sale|investment|stake|funding|round|listing|ipo"
_COUNTED = "dollars|prices|terms|units|people|jobs|stores|shops|homes|staff|employees|workers|customers"
_FORMS: tuple[tuple[str, _Reader], ...] = (
    # "2023-06-26"
    (r"(?<![\w-])(?P<date>(?P<year>(?:19|20)[0-9]{2})-[01][0-9]-[0-3][0-9])(?![\w-])", read_iso_day),
    # "Monday, March 26, 2018", "March 17 last year"
    (r"(?:«weekday»,? )?«month» «day»(?![:.,]?[0-9])(?:«its year»)?", read_calendar_day),
    # "26th of March 2018", "26 March"
    (r"(?:«weekday»,? )?«day» (?:of )?«month»(?:«its year»)?", read_calendar_day),
    # "May 2023", "mid-May 2023", "May last year"
    (r"(?:«roughly»)?«month»«its year»", read_month),
    # "since early May", "next May"
    (r"(?:«roughly»|(?P<month_step>this|last|next) )«month»(?! ?[0-9])", read_month),
    # "in May"
    (r"\b«preposition» (?P<date>«month»)(?! ?[0-9])", read_month),
    # "third quarter of fiscal 2023", "Q3 2023", "summer of last year", "mid-2023", "end of the financial year 2018"
    (
        r"(?:«part»(?:,? | of | in )|«roughly»|(?:spring|summer|autumn|fall|winter|year-end) (?:of )?)"
        r"(?:the )?(?:calendar |fiscal |financial )?(?:year )?«which year»",
        read_part_of_year,
    ),
    # "fiscal 2020 fourth quarter"
    (r"«fiscal» ?«year» «part»", read_part_of_year),
    # "FY24", "fiscal 2020"
    (r"«fiscal» ?(?:«year»|(?P<short_year>[0-9]{2})\b)", read_year),
    # "last month", "earlier this year"; "in the last year" is another thing
    (
        r"\b(?P<date>(?<!the\s)(?:(?P<place>earlier|later|early|late) (?:in )?)?"
        r"(?P<step>last|this|next) (?P<unit>week|weekend|month|quarter|year))\b",
        read_stretch,
    ),
    (r"\b(?:over|at|during) (?P<date>(?P<step>the) (?P<unit>weekend))\b", read_stretch),
    # "in the first half", "second quarter of the year"
    (
        r"«part»(?: of (?:the|its|this) (?:current )?(?:(?P<fiscal>fiscal|financial)(?: year)?|year)\b)?",
        read_part_of_year,
    ),
    # "the end of the year", "early in the fiscal year"
    (
        r"«roughly»(?:the|its|this) (?:current )?(?:(?P<fiscal>fiscal|financial)(?: year)?|year)\b",
        read_part_of_year,
    ),
    (r"year-end\b", read_part_of_year),
    # "in 2016"
    (rf"\b(?:«preposition»|and) (?P<date>«year»)(?!-[0-9]| (?:{_COUNTED})\b)", read_year),
    # "its 2015 purchase of"
    (rf"(?:\b(?:an?|the|its|their|his|her)|['’]s|s['’]) (?P<date>«year»)(?= (?:{_DEALS})\b)", read_year),
    # "Acme (2016)"
    (r"\((?P<date>«year»)\)", read_year),
    # "two years ago"
    (r"(?P<vaguely>(?:more|less) than |over |under )?«many» «unit»s? ago\b", read_ago),
    # "comes just one month after"
    (
        r"\b(?:comes?|coming|came) (?P<date>(?:(?:just|only|barely|about) )?"
        r"(?P<vaguely>(?:more|less) than )?«many» «unit»s? after)\b",
        read_ago,
    ),
    # "on Wednesday", "last Monday"
    (r"(?:(?P<step>last|this|next) )?«weekday»", read_weekday),
    (r"(?:today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening))\b", read_near_day),
    # "the following year", "that month", "two years later"
    (r"(?:the (?:following|previous|preceding|same|next)|that(?: same)?) «unit»\b", leave_open),
    (r"«many» «unit»s? (?:later|earlier)\b", leave_open),
)
