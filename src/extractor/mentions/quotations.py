"""Stretches between quotation marks, paired so that no lost mark spoils what follows.

Whether a stretch is somebody's speech, a title or a scare quote is not asked here: see ``fields/quotes.py``.

A mark is judged by its neighbours first (`` said "we`` opens, ``we," `` closes) and by its shape second,
because the press turns curly marks round and closes a curly mark with a straight one. Single marks are
read last, in what the double ones leave over, since most of them are apostrophes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

_DOUBLE = r"""["“”„‟＂]|''(?!')|(?<!`)``(?!`)"""
_ANGLE = "[«»]"
_MARK = re.compile(f"{_DOUBLE}|{_ANGLE}")
_SINGLE = re.compile(r"['‘’‚‛`´]")

# A blank line always ends a paragraph. A single line break does unless the line merely wraps: the next
# line goes on in lower case or with a figure, or the line breaks after a comma.
_PARAGRAPH_BREAK = re.compile(
    r"(?<![^\S\n])[^\S\n]*\n(?:[^\S\n]*\n)+\s*|(?<![,\s])[^\S\n]*\n[^\S\n]*(?![a-z0-9&(\s])"
)

_OPENERS_BEFORE = frozenset("([{<—–-−/:=…*")
_CLOSERS_AFTER = frozenset(".,;:!?)]}>—–-−/…*")
_BEFORE_CLOSE = frozenset(".,!?…—–")
_SPACE = frozenset(" \t\n\r\f\v\u00a0\u2009\u200a\u2002\u2003\u202f\u200b\ufeff")
_ANY_MARK = frozenset("\"“”„‟＂«»'‘’‚‛`´")

# 'em, '90s, rock 'n' roll: an apostrophe that stands where a mark could open.
_ELISION = re.compile(
    r"(?:\d\ds?\b|(?:em|til|till|tis|twas|twere|cause|cos|bout|round|n|nuff|s|t|d|ll|re|ve|m)\b)",
    re.IGNORECASE,
)

Marks = Literal["double", "single", "angle"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, marks left out, and how the stretch stands in its passage."""

    start: int
    """Offset of the first character after the opening mark."""
    end: int
    """Offset of the closing mark, or of the paragraph's end where none stands."""
    paragraph: int
    """Number of the paragraph that it stands in, from 0."""
    continues: bool
    """Carries on a stretch that the paragraph before left open."""
    closed: bool
    """A mark closes it; false in every paragraph but the last of a quote that runs on."""
    marks: Marks = "double"


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


class _Paragraph(NamedTuple):
    number: int
    start: int
    end: int


class _Stretch(NamedTuple):
    start: int
    end: int
    continues: bool
    closed: bool


def find_quotations(text: str) -> Iterator[Quotation]:
    """Yield the outermost stretches between marks, in reading order.

    >>> [text[q.start : q.end] for text in ["He said: “It’s done.”"] for q in find_quotations(text)]
    ['It’s done.']
    """
    found: list[tuple[_Stretch, Marks]] = []
    paragraphs = list(find_paragraphs(text))
    bounds = [_Paragraph(number, start, end) for number, (start, end) in enumerate(paragraphs)]
    found += [(stretch, "double") for stretch in _pair(text, bounds, _double_marks(text))]
    if "«" in text or "»" in text:
        taken = [(stretch.start, stretch.end) for stretch, _ in found]
        angle = _pair(text, bounds, _angle_marks(text))
        found += [(stretch, "angle") for stretch in angle if not _overlaps(stretch, sorted(taken))]
    taken = sorted((stretch.start, stretch.end) for stretch, _ in found)
    singles = list(_pair_singles(text, bounds, taken))
    if singles:
        wide = sorted((stretch.start, stretch.end) for stretch in singles)
        found = [pair for pair in found if not _overlaps(pair[0], wide)]
        found += [(stretch, "single") for stretch in singles]
    starts = [start for start, _ in paragraphs]
    for stretch, marks in sorted(found, key=lambda pair: pair[0].start):
        start, end = _trim(text, stretch.start, stretch.end)
        if start < end:
            number = bisect_right(starts, start) - 1
            yield Quotation(start, end, max(number, 0), stretch.continues, stretch.closed, marks)


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph, white space around it left out."""
    start = 0
    for found in _PARAGRAPH_BREAK.finditer(text):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _overlaps(stretch: _Stretch, taken: list[tuple[int, int]]) -> bool:
    """Whether the stretch shares characters with one of the sorted, disjoint ``taken``."""
    at = bisect_left(taken, (stretch.end, -1))
    return at > 0 and taken[at - 1][1] > stretch.start


# --- double marks and angles -------------------------------------------------------------------------


def _double_marks(text: str) -> Iterator[_Mark]:
    german = "„" in text
    for found in re.finditer(_DOUBLE, text):
        start, end = found.span()
        shape = text[start]
        can_open, can_close = _by_neighbours(text, start, end)
        if shape == "„" or shape == "`":
            can_open, can_close = True, False
        elif shape == "“" and can_open == can_close:
            can_open, can_close = True, german
        elif shape == "”" and can_open == can_close:
            can_open, can_close = False, True
        elif can_open == can_close:
            can_open = can_close = True
        if shape in "\"'”" and can_close and _is_measure(text, start):
            continue
        yield _Mark(start, end, can_open, can_close)


def _angle_marks(text: str) -> Iterator[_Mark]:
    for found in re.finditer(_ANGLE, text):
        start, end = found.span()
        yield _Mark(start, end, text[start] == "«", text[start] == "»")


def _by_neighbours(text: str, start: int, end: int) -> tuple[bool, bool]:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before = before in _SPACE or before in _OPENERS_BEFORE or before in _ANY_MARK
    free_after = after in _SPACE or after in _CLOSERS_AFTER or after in _ANY_MARK
    can_open = free_before and after not in _SPACE
    can_close = free_after and before not in _SPACE
    if can_open and can_close:  # —" and "—: the side with the space or the letter tells
        if before in _SPACE or after.isalnum():
            can_close = False
        elif after in _SPACE or before.isalnum():
            can_open = False
    return can_open, can_close


def _is_measure(text: str, start: int) -> bool:
    """``6'2"`` and ``a 12" disc``: a figure before, a word in lower case after, a mark to come."""
    if not start or not text[start - 1].isdigit():
        return False
    if re.compile(r"\d['’′]\s?\d{1,2}\Z").search(text, max(0, start - 8), start):
        return True
    if not re.compile(r"[\s-][a-z]").match(text, start + 1):
        return False
    rest = _MARK.search(text, start + 1, start + 2000)
    if rest is None:
        opened = _MARK.search(text, max(0, start - 2000), start)
        return opened is None
    can_open, can_close = _by_neighbours(text, *rest.span())
    return can_close and not can_open


def _pair(text: str, paragraphs: list[_Paragraph], marks: Iterator[_Mark]) -> Iterator[_Stretch]:
    """Pair marks paragraph by paragraph; what stays open at a paragraph's end is settled there."""
    every = list(marks)
    offsets = [mark.start for mark in every]
    running = False  # the paragraph before left a stretch open
    for paragraph in paragraphs:
        low, high = bisect_left(offsets, paragraph.start), bisect_left(offsets, paragraph.end)
        open_at, continues = -1, False
        position = low
        while position < high:
            mark = every[position]
            position += 1
            if open_at < 0:
                if mark.opens:
                    open_at, continues = mark.end, running and mark.start == paragraph.start
                elif running and position == low + 1:
                    yield _Stretch(paragraph.start, mark.start, True, True)
            elif mark.closes:
                yield _Stretch(open_at, mark.start, continues, True)
                open_at = -1
            elif _is_nested(every, position, high):
                position += 1
            else:  # the stretch before was never closed: what it held is lost, not what follows
                open_at, continues = mark.end, False
        running = open_at >= 0 and (
            continues
            or _opens_speech(text, paragraph.start, open_at)
            or (
                text[paragraph.end - 1] in _SENTENCE_END
                and _opens(every, high, paragraphs, paragraph.number + 1)
            )
        )
        if running:
            yield _Stretch(open_at, paragraph.end, continues, False)
            running = high < len(every) and _goes_on(every[high], paragraphs, paragraph.number + 1)


def _is_nested(marks: list[_Mark], position: int, high: int) -> bool:
    """A mark opened inside an open stretch: whether two that close come next."""
    return position + 1 < high and all(
        mark.closes and not mark.opens for mark in marks[position : position + 2]
    )


def _opens(marks: list[_Mark], position: int, paragraphs: list[_Paragraph], number: int) -> bool:
    """Whether a paragraph starts with a mark that opens: "the price is “far too low.⏎⏎“We will not sell,” she said"."""
    if position >= len(marks) or number >= len(paragraphs):
        return False
    return marks[position].opens and marks[position].start == paragraphs[number].start


def _goes_on(mark: _Mark, paragraphs: list[_Paragraph], number: int) -> bool:
    """Whether the next paragraph opens with a mark again, or is closed by its first one."""
    if number >= len(paragraphs) or mark.start >= paragraphs[number].end:
        return False
    return mark.start == paragraphs[number].start if mark.opens else mark.closes


_SENTENCE_END = frozenset(".!?…")
_SPEECH_BEFORE = re.compile(r"(?:[.,:;!?)\]”\"'’—–-]|\bthat)\s*\Z")


def _opens_speech(text: str, paragraph_start: int, open_at: int) -> bool:
    """Whether a mark stands where speech begins: at the paragraph's start, after a comma, colon or stop."""
    before = text[max(paragraph_start, open_at - 40) : open_at].rstrip("\"“”„‟＂'`‘«» \t")
    return not before or bool(_SPEECH_BEFORE.search(before))


# --- single marks ------------------------------------------------------------------------------------


def _pair_singles(
    text: str, paragraphs: list[_Paragraph], taken: list[tuple[int, int]]
) -> Iterator[_Stretch]:
    """Pair single marks outside ``taken`` (the stretches of double marks), or around whole ones."""
    openers: list[int] = []
    closers: list[int] = []
    inside = _Inside(taken)
    for found in _SINGLE.finditer(text):
        at = found.start()
        if at in inside:
            continue
        if _single_opens(text, at):
            openers.append(at)
        elif _single_closes(text, at):
            closers.append(at)
    if not openers:
        return
    running = False
    for paragraph in paragraphs:
        low, high = bisect_left(openers, paragraph.start), bisect_left(openers, paragraph.end)
        cursor = paragraph.start
        was_running, running = running, False
        opens_again = (
            high < len(openers)
            and paragraph.number + 1 < len(paragraphs)
            and openers[high] == paragraphs[paragraph.number + 1].start
        )
        for position in range(low, high):
            opener = openers[position]
            if opener < cursor:
                continue
            continues = was_running and opener == paragraph.start
            last = position + 1 == high
            following = paragraph.end if last else openers[position + 1]
            may_run_on = last and opens_again and _opens_speech(text, paragraph.start, opener + 1)
            closer = _closer(text, closers, opener, following, paragraph.end, plurals=not may_run_on)
            if closer is not None:
                yield _Stretch(opener + 1, closer, continues, True)
                cursor = closer + 1
            elif may_run_on:
                yield _Stretch(opener + 1, paragraph.end, continues, False)
                running = True


class _Inside:
    """Whether an offset lies in one of the sorted, disjoint stretches."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = stretches
        self._starts = [start for start, _ in stretches]

    def __contains__(self, at: int) -> bool:
        position = bisect_right(self._starts, at) - 1
        return position >= 0 and at < self._stretches[position][1]


def _single_opens(text: str, at: int) -> bool:
    if text[at] in "’´" and text[at] != "'":  # a closing shape opens nothing but ’90s
        return False
    if at + 1 >= len(text) or text[at + 1] in _SPACE or text[at + 1] in _ANY_MARK:
        return False
    if at and not (text[at - 1] in _SPACE or text[at - 1] in _OPENERS_BEFORE):
        return False
    after = text[at + 1]
    if not (after.isalnum() or after in "[…(.$£€-—"):
        return False
    return not _ELISION.match(text, at + 1)


def _single_closes(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before in _SPACE or text[at] in "‚‛":
        return False
    return after in _SPACE or after in _CLOSERS_AFTER or (after in _ANY_MARK and not before.isalnum())


def _closer(
    text: str, closers: list[int], opener: int, following: int, paragraph_end: int, *, plurals: bool
) -> int | None:
    """The mark that closes ``opener``: the first sure one; else the first that a plural's could be.

    ``dogs' `` may be a plural's apostrophe: it closes only where no surer mark comes before the next
    opening one, and, without ``plurals``, not at all.
    """
    doubtful = None
    for position in range(bisect_right(closers, opener), len(closers)):
        closer = closers[position]
        if closer >= paragraph_end or (closer > following and doubtful is not None):
            break
        if closer > following and text[closer - 1] not in _BEFORE_CLOSE:
            break
        if text[closer - 1] in "sSzxXZ" and text[closer + 1 : closer + 2].isspace():
            if doubtful is None and plurals:
                doubtful = closer
            continue
        return closer
    return doubtful
