"""Promise 1: no regular expression of ours takes more than its share of time, whatever it is given."""

from __future__ import annotations

import math
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from regexes import Pattern, find_patterns, hard_strings

SIZES = (2_000, 20_000, 200_000)
MOST = (12, 130)
"""Times as long, of a string that is 10 and 100 times as long."""
UNSEEN = 0.03
"""Seconds that are too few to be compared: some machines count CPU time in steps."""
REPEATED = 100
"""Times that the shortest string is given, for the same reason, and so that both are measured for as long."""
WINDOWED = ("fields.places:_PLACE_BEFORE", "mentions.currencies:_LETTERS_BEFORE")
"""They look back from the end of a stretch that the code before them has made short."""
ENDLESS = 10.0
"""Seconds of CPU time after which it is given up."""
PATTERNS = [pattern for pattern in find_patterns() if pattern.place not in WINDOWED]


class EndlessError(Exception):
    """It took more than any regular expression may."""


@contextmanager
def given_up() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def cost(pattern: Pattern, text: str, *, times: int = 1) -> float:
    best = math.inf
    for _ in range(3):
        begun = time.process_time()
        with given_up():
            for _ in range(times):
                pattern.run(text)
        best = min(best, (time.process_time() - begun) / times)
        if best < UNSEEN / times:
            break
    return max(best, UNSEEN / times / 100)


def check(pattern: Pattern, sizes: tuple[int, ...]) -> None:
    for before, body in hard_strings(pattern.regex):
        first, *others = (before + body * (size // len(body)) + "\0" for size in sizes)
        for text, most in zip(others, MOST, strict=False):
            if (taken := cost(pattern, text)) < UNSEEN:
                continue
            base = cost(pattern, first, times=REPEATED)
            if taken > most * base and (taken := cost(pattern, text)) > most * base:
                pytest.fail(f"{pattern.place}: {taken / base:.0f} times as long for {before!r} {body!r} …")


def test_they_are_found() -> None:
    assert len(PATTERNS) > 200
    assert sum(len(hard_strings(pattern.regex)) for pattern in PATTERNS) > 3_000


@pytest.mark.parametrize("bad", [r"\s*\n", r"(?:[a-z]+ )+x"])
def test_a_bad_one_is_found(bad: str) -> None:
    with pytest.raises((pytest.fail.Exception, EndlessError)):
        check(Pattern("bad", re.compile(bad), False), SIZES[:2])


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.place)
def test_ten_times_the_text(pattern: Pattern) -> None:
    check(pattern, SIZES[:2])


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.place)
def test_a_hundred_times_the_text(pattern: Pattern) -> None:
    check(pattern, SIZES)
