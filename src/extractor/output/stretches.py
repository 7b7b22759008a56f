"""A text cut wherever something that is marked in it begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Place = tuple[int, int]
"""Where it begins and ends: code points, half-open."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """A part of the text in which the same things are marked; none, if ``marks`` is empty."""

    start: int
    end: int
    text: str
    marks: tuple[T, ...]
    """That with the fewest words around here comes first; of two alike that which was given first."""
    first: tuple[T, ...]
    """Those of them that are seen here for the first time."""


def cut(text: str, marked: Iterable[tuple[Iterable[Place], T]]) -> Iterator[Stretch[T]]:
    """The whole ``text`` in stretches; what is marked stands in one or more places of it."""
    marks: list[T] = []
    begins: dict[int, list[tuple[int, int]]] = {}
    ends: dict[int, list[tuple[int, int]]] = {}
    for number, (places, mark) in enumerate(marked):
        marks.append(mark)
        for start, end in places:
            begins.setdefault(start, []).append((end - start, number))
            ends.setdefault(end, []).append((end - start, number))
    open_now: list[tuple[int, int]] = []
    seen: set[int] = set()
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        for each in ends.get(start, ()):
            open_now.remove(each)
        open_now += begins.get(start, ())
        here = list(dict.fromkeys(number for _, number in sorted(open_now)))
        first = tuple(marks[number] for number in here if number not in seen)
        seen.update(here)
        yield Stretch(start, end, text[start:end], tuple(marks[number] for number in here), first)
