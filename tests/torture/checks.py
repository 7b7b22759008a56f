"""What must be true of every answer, whatever was asked."""

from __future__ import annotations

import json
import math
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from extractor.mentions.dates import find_dates
from extractor.mentions.money import find_money

PUBLISHED = "2023-06-26"
MOST_BEYOND_LINEAR = 1.3
"""For each doubling: 2 × 1.3 is the most that twice the text may cost."""


def check_record(record: Any, text: str) -> int:
    """Fail unless each span is the text that it points at, and each amount and date can be read from its words.

    The number of spans.
    """
    spans = 0
    for part in parts_of(record):
        if part.keys() >= {"start", "end", "text"}:
            spans += 1
            assert part["start"] < part["end"], part
            assert text[part["start"] : part["end"]] == part["text"], part
        if part.keys() >= {"amount", "currency", "span"}:
            assert math.isfinite(part["amount"]), part
            words = part["span"]["text"]  # "60p" is money where a share is near
            read = {
                (money.amount, money.amount_max)
                for again in (words, f"{words} a share")
                for money in find_money(again)
            }
            assert (part["amount"], part["amount_max"]) in read, part
        if part.keys() == {"value", "span"} and part["value"] is not None:
            day = date.fromisoformat(PUBLISHED)
            assert part["value"] in {each.value for each in find_dates(part["span"]["text"], day)}, part
    return spans


def parts_of(record: Any) -> Iterator[dict[str, Any]]:
    """Every object in a record."""
    if isinstance(record, dict):
        yield record
        record = list(record.values())
    if isinstance(record, list):
        for value in record:
            yield from parts_of(value)


def refuse_constant(name: str) -> None:
    """JSON has no NaN and no Infinity."""
    raise AssertionError(f"{name} is no JSON")


def read_lines(out: bytes) -> list[Any]:
    """The records of JSON Lines, strictly."""
    assert not out or out.endswith(b"\n")
    return [json.loads(line, parse_constant=refuse_constant) for line in out.decode().split("\n")[:-1]]


def growth(work: Callable[[int], object], size: int) -> list[float]:
    """How much more CPU time twice and four times the size take; the best of three, of two, and what it took."""
    times = []
    for factor, tries in ((1, 3), (2, 2), (4, 1)):
        best = math.inf
        for _ in range(tries):
            begun = time.process_time()
            work(size * factor)
            best = min(best, time.process_time() - begun)
        times.append(best)
    return [times[1] / times[0], times[2] / times[1]]


def peak_growth(work: Callable[[int], object], size: int) -> list[float]:
    """How much more memory twice and four times the size take at most, of what Python, numpy and spaCy take there."""
    peaks = []
    for factor in (1, 2, 4):
        tracemalloc.start()
        work(size * factor)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return [peaks[1] / peaks[0], peaks[2] / peaks[1]]
