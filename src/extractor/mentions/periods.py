"""Stretches of the calendar: what "last week" or "the third quarter" spans, and how exactly ISO can say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def iso(self) -> str | None:
        """The finest of day, month and year that holds it all: ``2023-06-26``, ``2023-06``, ``2023`` or None."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return next((first[:width] for width in (10, 7, 4) if first[:width] == last[:width]), None)


def day(of: date) -> Period:
    """One day."""
    return Period(of, of)


def week(of: date) -> Period:
    """The week that holds a day, Monday to Sunday."""
    monday = of - of.weekday() * DAY
    return Period(monday, monday + 6 * DAY)


def months(year: int, month: int, count: int = 1) -> Period:
    """So many months from one on; a month outside 1 to 12 is one of another year."""
    return Period(_month_start(year, month), _month_start(year, month + count) - DAY)


def quarter(of: date, step: int) -> Period:
    """The quarter that holds a day, or one so many before or after it."""
    return months(of.year, (of.month - 1) // 3 * 3 + 1 + 3 * step, 3)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
