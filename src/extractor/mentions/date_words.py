"""What the words of a date mean, by the day on which their article appeared.

A reader gives the stretch of the calendar, or None where the words leave it open. ``dateparser`` reads the names
of months, in short strings that a pattern has recognised: on prose it finds dates everywhere ("$64" is 1964).
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from extractor.mentions.currencies import load_pairs
from extractor.mentions.periods import DAY, Period, day, months, quarter, week, year
from extractor.mentions.plain import PlainText

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}

# The clause before the words tells of the future: "is expected to close in January", "by the end of".
_AHEAD = re.compile(
    r"""\b (?: (?: by | until | till | before | later ) (?:\ in)? (?:\ the)?
             | until\ [\d.:]+ (?:\ [a-z.]{2,4}){0,2}\ on
             | (?: will | would | should | could | may | expect\w* | anticipat\w+ | scheduled | slated | plan(?:s|ned)
                 | aims? | (?:set|due)\ (?:to|for|in|on|by) | to\ (?:close|complete|be|vote|report) ) \b
               (?: (?! \b(?:said|says|told|announced|reported|confirmed|agreed)\b ) [^,;:.()“”"] ){0,70}
           ) \s{0,4} \Z""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a pattern matched in the small letters of a page, and when the article appeared."""

    page: PlainText
    match: re.Match[str]
    published: date | None

    def __getitem__(self, group: str) -> str:
        """What a group matched; empty where it took no part."""
        return " ".join((self.match.groupdict().get(group) or "").split())

    @property
    def named(self) -> bool:
        """Its names have their capital: "may" and "march" are other words."""
        names = [name for name in ("month", "weekday") if self[name]]
        return not any(self.page.text[self.match.start(name)].islower() for name in names)

    @property
    def today(self) -> date:
        """When the article appeared."""
        if self.published is None:
            raise UndatedError
        return self.published

    @property
    def year(self) -> int | None:
        """The year that the words give: "2016", "last year"."""
        if self["year"]:
            return int(self["year"])
        return self.today.year + _STEPS[self["year_step"]] if self["year_step"] else None

    @property
    def ahead(self) -> bool:
        """Whether the clause tells of the future."""
        start = self.match.start("date")
        return _AHEAD.search(self.page.lower, max(0, start - 80), start) is not None


class UndatedError(Exception):
    """The article's date is needed and not known."""


def read_iso_day(words: Words) -> Period:
    """``2023-06-26``."""
    return day(date.fromisoformat(words["date"]))


def read_calendar_day(words: Words) -> Period:
    """``March 26, 2018``; ``26th of March last year``; without a year the nearest one, ahead the next."""
    month, of = _month_of(words["month"]), int(words["day"])
    if words.year is not None:
        return day(date(words.year, month, of))
    today = words.today
    years = [today.year + step for step in range(-4, 5)]
    near = [date(number, month, of) for number in years if (month, of) != (2, 29) or isleap(number)]
    if words.ahead:
        return day(next(other for other in near if other >= today))
    return day(min(near, key=lambda other: abs(other - today)))


def read_month(words: Words) -> Period:
    """``early May 2023``; ``May last year``; without a year the last one, ahead the next."""
    month = _month_of(words["month"])
    if words.year is not None:
        return months(words.year, month)
    today, step = words.today, words["month_step"]
    if step == "next" or (words.ahead and step != "last"):
        return months(today.year + (month < today.month or (step == "next" and month == today.month)), month)
    return months(today.year - (month > today.month or (step == "last" and month == today.month)), month)


def read_part_of_year(words: Words) -> Period | None:
    """``third quarter of 2023``, ``early 2024``: as exact as ISO can say; ahead, the next that is not over."""
    if words["fiscal"] and not words["year"]:
        return None  # whose year begins when is not said
    named = words.year
    period = _named_part(words, words.today.year if named is None else named)
    if named is None and words.ahead and period.last < words.today:
        return _named_part(words, words.today.year + 1)
    if named is None and not words.ahead and period.first > words.today:
        return _named_part(words, words.today.year - 1)
    return period


def _named_part(words: Words, number: int) -> Period:
    """A quarter or a half; the whole year where it is neither."""
    place = words["short"].strip("qh")
    part = words["part"] or {"q": "quarter", "h": "half"}.get(words["short"].strip("1234"), "")
    if not part:
        return year(number)
    count = 3 if part == "quarter" else 6
    nth = int(place) if place else _NTH.get(words["nth"], 12 // count)
    return months(number, 1 + (nth - 1) * count, count)


def read_year(words: Words) -> Period:
    """``in 2016``, ``FY24``."""
    return year(int(words["year"]) if words["year"] else 2000 + int(words["short_year"]))


def read_stretch(words: Words) -> Period:
    """``last week``, ``earlier this year``, ``next quarter``, ``over the weekend``."""
    today, step = words.today, _STEPS.get(words["step"], 0)
    match words["unit"]:
        case "week" if step:
            return week(today + 7 * step * DAY)
        case "week":
            whole, rest = week(today), words["place"] == "later" or words.ahead
            return Period(today, whole.last) if rest else Period(whole.first, today)
        case "weekend":
            saturday = week(today + 7 * max(step, 0) * DAY).last - DAY
            if words["step"] in ("last", "the") and saturday > today:
                saturday -= 7 * DAY
            return Period(saturday, saturday + DAY)
        case "month":
            return months(today.year, today.month + step)
        case "quarter":
            return quarter(today, step)
        case _:
            return year(today.year + step)


def read_ago(words: Words) -> Period | None:
    """``two years ago``; ``comes a month after``; None for ``more than a year ago``."""
    if words["vaguely"]:
        return None
    many, today = words["many"], words.today
    count = 1 if many in ("a", "an") else int(load_pairs("number_words").get(many, many))
    match words["unit"]:
        case "day":
            return day(today - count * DAY)
        case "week":
            return week(today - 7 * count * DAY)
        case "month":
            return months(today.year, today.month - count)
        case "quarter":
            return quarter(today, -count)
        case _:
            return year(today.year - count)


def read_near_day(words: Words) -> Period:
    """``today``, ``yesterday``, ``tomorrow``."""
    return day(words.today + {"yesterday": -1, "tomorrow": 1}.get(words["date"], 0) * DAY)


def read_weekday(words: Words) -> Period:
    """``on Wednesday``: the day itself or the last one before it, ahead the next.

    "last Wednesday" and "next Wednesday" may mean the one of this week or of the week beside it.
    """
    today, step = words.today, words["step"]
    back = (today.weekday() - _DAYS.index(words["weekday"])) % 7
    before, after = today - (back or 7) * DAY, today + (7 - back) * DAY
    match step:
        case "last":
            return Period(before - 7 * DAY, before) if before >= week(today).first else day(before)
        case "next":
            return Period(after, after + 7 * DAY) if after <= week(today).last else day(after)
        case _ if not back:
            return day(today)
        case "this":
            return day(after if after <= week(today).last else before)
        case _:
            return day(after if words.ahead else before)


def leave_open(words: Words) -> None:
    """``the following year``, ``two years later``: counted from what only the text can tell."""


def _month_of(name: str) -> int:
    """The number of a month, by its name or its short form."""
    return _parse_month(name.rstrip("."))


@lru_cache(maxsize=64)
def _parse_month(name: str) -> int:
    found = _parser().get_date_data(f"1 {name} 2000").date_obj
    if found is None:
        raise ValueError(name)
    return int(found.month)


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en"])
