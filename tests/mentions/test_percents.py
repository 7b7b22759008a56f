"""Percentages: each row a stretch of prose with its percentages in ``[…]``, and their values."""

from __future__ import annotations

import pytest

from extractor.mentions.percents import find_percents

ROWS = [
    ("a [20%] stake", [20]),
    ("a [22.5%] stake", [22.5]),
    ("a [22,5%] stake", [22.5]),
    ("a [49.9999%] stake", [49.9999]),
    ("a [20 %] stake", [20]),
    ("a [20\u00a0%] stake", [20]),
    ("a [20\uff05] stake", [20]),
    ("[20 percent] of Bolt", [20]),
    ("[20 per cent] of Bolt", [20]),
    ("[20 per\ncent] of Bolt", [20]),
    ("[20 pct] of Bolt", [20]),
    ("a [26 pc] stake", [26]),
    ("eased to [2.31per cent]", [2.31]),
    ("its [49.9-percent] holding", [49.9]),
    ("[Ten percent] of Bolt", [10]),
    ("[Ninety-nine percent] of Bolt", [99]),
    ("[fifty one per cent]", [51]),
    ("[100%] of Bolt, [51%] before", [100, 51]),
    ("[20%]-owned", [20]),
    ("([20%])", [20]),
    ("between 10 and [20%]", [20]),
    ("up 20 percentage points", []),
    ("20 people, 5 pcs and a PC", []),
    ("1,250% in 10 years", []),
    ("v1.20%", []),
    ("per cent", []),
    ("some percent", []),
]


@pytest.mark.parametrize(("row", "values"), ROWS, ids=[row[0] for row in ROWS])
def test_percents(row: str, values: list[float]) -> None:
    text = marked = row.replace("[", "").replace("]", "")
    mentions = list(find_percents(text))
    for mention in reversed(mentions):
        marked = f"{marked[: mention.start]}[{text[mention.start : mention.end]}]{marked[mention.end :]}"
    assert (marked, [mention.value for mention in mentions]) == (row, values)
