"""Two runs on the same gold: what each field won or lost, and which documents got better or worse."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from extractor.evaluation.bootstrap import Interval, difference_interval
from extractor.evaluation.goldset import Problem
from extractor.evaluation.outcome import Evaluation, parts_of
from extractor.evaluation.tally import HEADLINE, SCORED, DocumentScore

MICRO = "micro"


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the second run is ahead in a field."""

    field: str
    first: float | None
    second: float | None
    interval: Interval | None
    """Of the second's F1 less the first's."""

    @property
    def gain(self) -> float | None:
        """The second's F1 less the first's."""
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True, slots=True)
class Change:
    """A document whose errors are fewer or more than they were."""

    document: str
    first: int
    second: int
    """Errors over all scored fields."""
    fields: tuple[tuple[str, int], ...]
    """How many more (or fewer) errors each field has that changed."""


@dataclass(frozen=True)
class Comparison:
    """What two runs differ in."""

    documents: int
    differences: tuple[Difference, ...]
    """The headline first, then field by field."""
    better: tuple[Change, ...]
    """What gained most comes first."""
    worse: tuple[Change, ...]
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "documents": self.documents,
            "differences": [asdict(one) | {"gain": one.gain} for one in self.differences],
            "better": [asdict(one) | {"fields": dict(one.fields)} for one in self.better],
            "worse": [asdict(one) | {"fields": dict(one.fields)} for one in self.worse],
            "problems": [asdict(one) for one in self.problems],
        }


def compare(first: Evaluation, second: Evaluation) -> Comparison:
    """Set the second run against the first; both are scores of one set of gold."""
    pairs = list(zip(first.documents, second.documents, strict=True))
    changes = [change for one, other in pairs if (change := _change(one, other)).fields]
    return Comparison(
        documents=len(pairs),
        differences=tuple(_difference(name, first, second) for name in (MICRO, *SCORED)),
        better=tuple(sorted((c for c in changes if c.second < c.first), key=_gained)),
        worse=tuple(sorted((c for c in changes if c.second > c.first), key=_gained, reverse=True)),
        problems=first.problems + second.problems,
    )


def _gained(change: Change) -> int:
    return change.second - change.first


def _difference(name: str, first: Evaluation, second: Evaluation) -> Difference:
    names = HEADLINE if name == MICRO else (name,)
    counts = [[parts_of(score, names) for score in run.documents] for run in (first, second)]
    return Difference(name, first.f1_of(name), second.f1_of(name), difference_interval(*counts))


def _change(first: DocumentScore, second: DocumentScore) -> Change:
    errors = [[sum(parts_of(run, (name,))[1:]) for name in SCORED] for run in (first, second)]
    fields = tuple((name, b - a) for name, a, b in zip(SCORED, *errors, strict=True) if a != b)
    return Change(first.document, sum(errors[0]), sum(errors[1]), fields)
