"""A text with its values marked: cut into stretches, each with all that was read from it and how that fared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.evaluation.page.evidence import Value
from extractor.evaluation.tally import DocumentScore
from extractor.output.stretches import cut

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
class Marked:
    """A part of the text that the same values were read from; of none, if ``marks`` is empty."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    """The one that fared worst comes first."""
    label: str
    """The fields that are seen here for the first time, in short."""

    @property
    def state(self) -> str:
        """How the worst of its values fared."""
        return self.marks[0].state


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


def mark_text(text: str, marked: Sequence[tuple[Value, Mark]]) -> Iterator[Marked]:
    """The whole text, cut wherever a value begins or ends."""
    for stretch in cut(text, ((value.places, mark) for value, mark in marked)):
        marks = tuple(sorted(stretch.marks, key=_severity))
        first = (LABELS.get(mark.field, mark.field) for mark in sorted(stretch.first, key=_severity))
        yield Marked(stretch.start, stretch.end, stretch.text, marks, ", ".join(dict.fromkeys(first)))


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
