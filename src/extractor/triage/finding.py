"""Triggers where they stand: each with what is before and after it in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from extractor.lexicon import Lexicons, lexicons_in_use
from extractor.mentions.money import find_money
from extractor.triage.cues import Cue, load_cues
from extractor.triage.demands import NO_AMOUNT, Site

_WORD = re.compile(r"[^\W\d_]+")
_REACH = 160
"""Characters on each side of a trigger: what its rules read of a clause."""
_SENTENCE_END = re.compile(
    r"""\n | (?<![A-Z]) (?<!\b(?:Mr|Ms|Dr|St|Co|Jr|Sr|No|vs|Cr|Rs)) (?<!\b(?:Mrs|Inc|Ltd|Plc|PLC|Bro|Pvt|Cos)) (?<!\b(?:Corp|Bros))
        [.!?] [”\"’')\]]* \s+ (?=[A-Z“\"‘])""",
    re.VERBOSE,
)
"""A stop before a capital, save after an initial or a short form."""


def find_cues(text: str) -> Iterator[tuple[str, int]]:
    """The name and the offset of each cue that holds in a prepared text, in reading order."""
    money = list(find_money(text))
    starts = [m.start if m.qualifier_start is None else min(m.start, m.qualifier_start) for m in money]
    lexicons = lexicons_in_use()
    for word in _WORD.finditer(text):
        start = word.start()
        for cue in _cues_at(word.group().lower(), lexicons):
            match = cue.pattern.match(text, start)
            if match is None:
                continue
            end = match.end()
            first, last = _sentence_start(text, start), _sentence_end(text, end)
            at = bisect_left(starts, start)
            site = Site(
                match.group().lower(),
                text[first:start],
                text[end:last],
                start - money[at - 1].end if at and starts[at - 1] >= first else NO_AMOUNT,
                starts[at] - end if at < len(starts) and starts[at] < last else NO_AMOUNT,
            )
            if cue.holds(site):
                yield cue.name, start


@lru_cache(maxsize=20_000)
def _cues_at(word: str, _: Lexicons) -> tuple[Cue, ...]:
    """The cues whose trigger may begin with the word: few words begin one."""
    return tuple(cue for cue in load_cues() if cue.first.fullmatch(word))


def _sentence_start(text: str, at: int) -> int:
    start = max(0, at - _REACH)
    for match in _SENTENCE_END.finditer(text, start, at):
        start = match.end()
    return start


def _sentence_end(text: str, at: int) -> int:
    stop = min(len(text), at + _REACH)
    match = _SENTENCE_END.search(text, at, stop)
    return match.start() if match else stop
