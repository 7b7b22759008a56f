"""Dates: each row a stretch of prose from an article of Thursday 22 June 2023, its dates in ``[…]``, and their values."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.mentions.dates import DateMention, find_dates
from timing import cpu_seconds

THURSDAY = date(2023, 6, 22)

Table = list[tuple[str, str]]

NAMED: Table = [
    ("On [June 26, 2018] it closed.", "2018-06-26"),
    ("On [26 June 2018] it closed.", "2018-06-26"),
    ("On the [26th of June, 2018] it closed.", "2018-06-26"),
    ("On [June 26th 2018] it closed.", "2018-06-26"),
    ("On [Tuesday, June 26, 2018] it closed.", "2018-06-26"),
    ("NEW YORK, [Sept. 5, 2022] (Wire) –", "2022-09-05"),
    ("LONDON, [JUNE 26, 2018] – ", "2018-06-26"),
    ("dated [2018-06-26]", "2018-06-26"),
    ("in [June 2018]", "2018-06"),
    ("in [June of 2018]", "2018-06"),
    ("in [early June 2018]", "2018-06"),
    ("in [mid-June 2018]", "2018-06"),
    ("at the [end of June 2018]", "2018-06"),
    ("in [2018]", "2018"),
    ("since [2018] and until [2020]", "2018; 2020"),
    ("in [2018] and [2019]", "2018; 2019"),
    ("its [2018] purchase of Bolt", "2018"),
    ("Acme’s [2018] takeover of Bolt", "2018"),
    ("Bolt ([2016]), Cask ([2018])", "2016; 2018"),
    ("in [early 2024]", "2024"),
    ("by [mid-2024]", "2024"),
    ("at the [end of 2018]", "2018"),
    ("in the [third quarter of 2023]", "2023"),
    ("in the [second calendar quarter of 2018]", "2018"),
    ("in the [fourth quarter of fiscal 2020]", "2020"),
    ("its [fiscal 2020 fourth quarter]", "2020"),
    ("in [Q3 2023]", "2023"),
    ("in [H1 of 2023]", "2023"),
    ("in the [first half of 2023]", "2023"),
    ("in the [summer of 2019]", "2019"),
    ("sales in [FY24]", "2024"),
    ("in [fiscal 2024]", "2024"),
    ("on [June\u00a026, 2018]", "2018-06-26"),
    ("on [June\n26, 2018]", "2018-06-26"),
    ("on [February 29, 2020]", "2020-02-29"),
]

RELATIVE: Table = [
    ("[Today], it announced a deal.", "2023-06-22"),
    ("It said [yesterday] that it would.", "2023-06-21"),
    ("It will say so [tomorrow].", "2023-06-23"),
    ("It said so [this morning].", "2023-06-22"),
    ("It said on [Thursday] it would buy Bolt.", "2023-06-22"),
    ("It said on [Wednesday] it would buy Bolt.", "2023-06-21"),
    ("[Wednesday]’s deal", "2023-06-21"),
    ("It said on [Friday] it would buy Bolt.", "2023-06-16"),
    ("Shareholders will vote on [Friday].", "2023-06-23"),
    ("It has until [Monday] to answer.", "2023-06-26"),
    ("It has until 1200 GMT on [Monday] to answer.", "2023-06-26"),
    ("It will report [next Tuesday].", "2023-06-27"),
    ("It will report [next Friday].", "2023-06"),
    ("It opened [last Friday].", "2023-06-16"),
    ("It opened [this Tuesday].", "2023-06-20"),
    ("on [June 20]", "2023-06-20"),
    ("on [20 June]", "2023-06-20"),
    ("on [January 20]", "2023-01-20"),
    ("by [December 20]", "2023-12-20"),
    ("on [March 17 last year]", "2022-03-17"),
    ("In [July last year] it bought Bolt.", "2022-07"),
    ("It bought Bolt in [May].", "2023-05"),
    ("It bought Bolt in [September].", "2022-09"),
    ("It was bought by Acme in [September].", "2022-09"),
    ("It is expected to close in [September].", "2023-09"),
    ("It is expected to close in [January].", "2024-01"),
    ("It will close by the [end of July].", "2023-07"),
    ("It opened [last September].", "2022-09"),
    ("It opens [next March].", "2024-03"),
    ("[last week]", "2023-06"),
    ("[this week]", "2023-06"),
    ("[earlier this week]", "2023-06"),
    ("[last month]", "2023-05"),
    ("[this month]", "2023-06"),
    ("[next month]", "2023-07"),
    ("[last year]", "2022"),
    ("[late last year]", "2022"),
    ("[earlier this year]", "2023"),
    ("[early next year]", "2024"),
    ("[last quarter]", "2023"),
    ("over [the weekend]", "2023-06"),
    ("[two years ago]", "2021"),
    ("[a year ago]", "2022"),
    ("[18 months ago]", "2021-12"),
    ("[six weeks ago]", "2023-05"),
    ("[three days ago]", "2023-06-19"),
    ("The news comes [just one month after] Acme bought Bolt.", "2023-05"),
    ("by the [end of the year]", "2023"),
    ("by [year-end]", "2023"),
    ("Sales rose in the [first half].", "2023"),
    ("Sales rose in the [fourth quarter].", "2022"),
    ("It should close in the [fourth quarter].", "2023"),
    ("It should close in the [first quarter].", "2024"),
    ("in the [first quarter of next year]", "2024"),
]

OPEN: Table = [
    ("It closed [the following year].", "–"),
    ("[two years later]", "–"),
    ("[a year earlier]", "–"),
    ("[the same month]", "–"),
    ("[that year]", "–"),
    ("[more than a year ago]", "–"),
    ("by the [end of the fiscal year]", "–"),
    ("in the [second quarter of the financial year]", "–"),
]

NO_DATES: Table = [
    ("It may march on; in august company, we may.", ""),
    ("a $64 round, M&A, 5m wide", ""),
    ("in 2000,5 and 2018.5", ""),
    ("in 2016 dollars", ""),
    ("in 2016 stores", ""),
    ("flight 2018 and room 1999", ""),
    ("ISBN 2018-06-261", ""),
    ("several years ago, a few years ago", ""),
    ("in the last year, over the past month", ""),
    ("May Corp bought March Capital.", ""),
    ("on June 31, 2018", ""),
    ("on February 29, 2021", ""),
    ("the best year and a bad week", ""),
]

TABLES = {"named": NAMED, "relative": RELATIVE, "open": OPEN, "no dates": NO_DATES}
ROWS = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in TABLES.items() for row in rows]


def read(row: str, published: date | None) -> tuple[str, str]:
    """The row as it is read: its dates marked, and their values."""
    text = row.replace("[", "").replace("]", "")
    mentions = list(find_dates(text, published))
    marked = text
    for mention in reversed(mentions):
        marked = f"{marked[: mention.start]}[{marked[mention.start : mention.end]}]{marked[mention.end :]}"
    return marked, "; ".join(mention.value or "–" for mention in mentions)


def test_the_table_is_whole() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize(("row", "values"), ROWS)
def test_dates(row: str, values: str) -> None:
    assert read(row, THURSDAY) == (row, values)


@pytest.mark.parametrize("row", [row[0] for row in NAMED])
def test_what_names_its_year_needs_no_article_date(row: str) -> None:
    assert read(row, None) == read(row, THURSDAY)


@pytest.mark.parametrize("row", [row[0] for row in RELATIVE])
def test_without_the_article_date_only_the_words_are_known(row: str) -> None:
    assert read(row, None) == (row, "–")


def test_which_ones_are_relative() -> None:
    text = "In May 2018, in May, on Monday and in 2019, two years ago, a year later"
    assert [mention.relative for mention in find_dates(text, THURSDAY)] == [
        False,
        True,
        True,
        False,
        True,
        True,
    ]


NEAR_AN_EDGE = [
    (date(2023, 6, 26), "It said on Monday it would.", "2023-06-26"),
    (date(2023, 6, 26), "It said so this week.", "2023-06-26"),
    (date(2023, 6, 26), "It bought Neeva one month ago.", "2023-05"),
    (date(2024, 1, 4), "It closed last month.", "2023-12"),
    (date(2024, 1, 4), "It closed last week.", "2023-12"),  # the 25th to the 31st
    (date(2025, 1, 3), "It closed this week.", "–"),  # from December of one year to January of the next
    (date(2024, 5, 1), "It closed this week.", "2024"),
    (date(2024, 1, 4), "on December 20", "2023-12-20"),
    (date(2024, 12, 20), "on January 4", "2025-01-04"),
    (date(2024, 3, 1), "on February 29", "2024-02-29"),
    (date(1, 1, 1), "It closed last year.", "–"),
    (date(9999, 12, 31), "It opens next month.", "–"),
]


@pytest.mark.parametrize(("published", "text", "value"), NEAR_AN_EDGE)
def test_where_the_calendar_turns(published: date, text: str, value: str) -> None:
    assert read(text, published)[1] == value


ADVERSARIAL = [
    ("digits", "9" * 100_000),
    ("blanks", " " * 100_000),
    ("line ends", "in\n" * 50_000),
    ("months", "May " * 30_000),
    ("days", "March 2 " * 15_000),
    ("weekdays", "Monday, " * 20_000),
    ("years", "2016 " * 20_000),
    ("parts", "first " * 20_000),
    ("numbers", "two " * 30_000),
    ("ends", "the end of " * 10_000),
    ("ahead", "expected " * 12_000 + "on Monday"),
    ("many weekdays ahead", ("will " + "x" * 60 + " Monday ") * 2_000),
]


@pytest.mark.parametrize("text", [row[1] for row in ADVERSARIAL], ids=[row[0] for row in ADVERSARIAL])
def test_no_text_takes_long(text: str) -> None:
    """Four times the text takes no more than ten times as long."""
    found: list[DateMention] = []
    few = cpu_seconds(lambda: list(find_dates(text[: len(text) // 4], THURSDAY)), best_of=2)
    many = cpu_seconds(lambda: found.extend(find_dates(text, THURSDAY)), best_of=1)
    assert many < 10 * few + 0.2
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
