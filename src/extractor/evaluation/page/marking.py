"""A text with its values marked: cut into stretches, each with all that was read from it and how that fared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.evaluation.page.evidence import Value
from extractor.evaluation.tally import DocumentScore

WORST_FIRST = ("incorrect", "missed", "spurious", "partial", "correct", "folded")
"""How a value fared; ``folded`` is one that repeats another and is not counted."""

LABELS = {
    "stake_percent": "stake",
    "prior_funding": "funding",
    "investors": "investor",
    "quote+speaker": "speaker",
    "financing": "funding",
    "financing_investors": "investor",
    "company_valuation": "valuation",
}
"""Short names of fields; what a deal and a statement of the document both say is called one."""

Verdicts = Mapping[tuple[str, str], str]
"""How a value fared, by its field and path."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value, and how it fared."""

    field: str
    shown: str
    state: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that the same values were read from; of none, if ``marks`` is empty."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    """The one that fared worst comes first."""
    first: tuple[Mark, ...]
    """Those that are seen here for the first time."""

    @property
    def state(self) -> str:
        """How the worst of its values fared."""
        return self.marks[0].state

    @property
    def label(self) -> str:
        """The fields that are seen here for the first time, in short."""
        return ", ".join(dict.fromkeys(LABELS.get(mark.field, mark.field) for mark in self.first))


def verdicts_of(score: DocumentScore) -> tuple[Verdicts, Verdicts]:
    """How each value of the gold fared, and each of the prediction."""
    gold: dict[tuple[str, str], str] = {}
    predicted: dict[tuple[str, str], str] = {}
    for error in score.errors:
        _put(gold, error.field, error.wanted_path, error.kind)
        _put(predicted, error.field, error.got_path, error.kind)
    for hit in score.hits:
        _put(gold, hit.field, hit.wanted_path, "correct")
        _put(predicted, hit.field, hit.got_path, "correct")
    return gold, predicted


def _put(verdicts: dict[tuple[str, str], str], field: str, path: str | None, state: str) -> None:
    if path is not None:
        verdicts[field, path] = state


def mark_values(values: Iterable[Value], verdicts: Verdicts) -> list[tuple[Value, Mark]]:
    """Each value with its mark."""
    return [(value, Mark(value.field, value.shown, _state(value, verdicts))) for value in values]


def _state(value: Value, verdicts: Verdicts) -> str:
    """Of a speaker whose quote is not found, the quote's."""
    path = value.path or ""
    return (
        verdicts.get((value.field, path))
        or verdicts.get((value.field, path.removesuffix(".speaker")))
        or "folded"
    )


def cut(text: str, marked: Sequence[tuple[Value, Mark]]) -> Iterator[Stretch]:
    """The whole text, cut wherever a value begins or ends."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (value, _) in enumerate(marked):
        for start, end in value.places:
            begins.setdefault(start, []).append(number)
            ends.setdefault(end, []).append(number)
    edges = sorted({0, len(text), *begins, *ends})
    open_now: list[int] = []
    seen: set[int] = set()
    for start, end in pairwise(edges):
        for number in ends.get(start, ()):
            open_now.remove(number)
        open_now += begins.get(start, ())
        here = list(dict.fromkeys(open_now))
        marks = sorted((marked[n][1] for n in here), key=_severity)
        first = sorted((marked[n][1] for n in here if n not in seen), key=_severity)
        seen.update(here)
        yield Stretch(start, end, text[start:end], tuple(marks), tuple(first))


def _severity(mark: Mark) -> int:
    return WORST_FIRST.index(mark.state)


def first_places(marked: Iterable[tuple[Value, Mark]]) -> dict[tuple[str, str], int]:
    """Where each value begins, by field and path: what links lead to."""
    places: dict[tuple[str, str], int] = {}
    for value, _ in marked:
        if value.places:
            for path in (value.path or "", (value.path or "").removesuffix(".speaker")):
                places.setdefault((value.field, path), min(value.places)[0])
    return places
