"""What an evaluation found: totals, headline, errors, problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from statistics import fmean
from typing import Any

from extractor.evaluation.bootstrap import Interval, f1_interval
from extractor.evaluation.calibration import Calibration, calibrate
from extractor.evaluation.goldset import GoldDocument, Problem
from extractor.evaluation.ledger import Entry, ledger_of
from extractor.evaluation.records import Record
from extractor.evaluation.tally import (
    ACCURACIES,
    DEAL_FIELDS,
    HEADLINE,
    SCORED,
    Counts,
    DocumentScore,
    FieldError,
)

SUMMARIES = ("micro", "macro")
"""Names of the headline and of the mean of its fields."""
LENGTHS = ((250, "up to 250 words"), (600, "up to 600 words"))
LONGER = "longer"


@dataclass(frozen=True)
class Evaluation:
    """The score of a set of predictions."""

    documents: tuple[DocumentScore, ...]
    """One for each document of the gold that could be scored."""
    interval: Interval | None
    """Of the headline."""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    known_rules: tuple[str, ...] = ()
    """Those that could have won something."""
    views: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    """Counts by field in the stricter and the more lenient view."""
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    """What both sides say of each document, where it was asked for: the page shows it."""

    @cached_property
    def totals(self) -> dict[str, Counts]:
        """Each field's counts over all documents."""
        return {
            name: _sum(score.counts.get(name) for score in self.documents) for name in SCORED + ACCURACIES
        }

    @cached_property
    def headline_counts(self) -> Counts:
        """The seven card fields together."""
        return _sum(self.totals[name] for name in HEADLINE)

    @property
    def headline(self) -> float | None:
        """Micro F1 of the seven card fields; None where neither side has any."""
        return self.headline_counts.f1

    @property
    def macro(self) -> float | None:
        """Mean F1 of those of the seven that occur in gold."""
        values = [counts.f1 or 0.0 for name in HEADLINE if (counts := self.totals[name]).gold]
        return fmean(values) if values else None

    @property
    def errors(self) -> list[FieldError]:
        """Everything that is not as gold has it, document by document."""
        return [error for score in self.documents for error in score.errors]

    @property
    def deals(self) -> dict[str, int]:
        """How many deals gold has, how many were predicted; of these, paired, and right in every field."""
        return {
            "gold": sum(score.deals_gold for score in self.documents),
            "predicted": sum(score.deals_predicted for score in self.documents),
            "paired": sum(score.deals_paired for score in self.documents),
            "exact": sum(score.deals_exact for score in self.documents),
        }

    @property
    def without_deal(self) -> int:
        """Documents for which gold has no deal."""
        return sum(not score.deals_gold for score in self.documents)

    @property
    def false_alarms(self) -> int:
        """Those of them that got one."""
        return sum(bool(score.deals_predicted) for score in self.documents if not score.deals_gold)

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """The deals by kind and status, the documents by length and, where gold tells, by outlet."""
        deals = [deal for score in self.documents for deal in score.deals]
        return {
            "kind": _grouped([(deal.kind or "none", deal.counts) for deal in deals], DEAL_FIELDS),
            "status": _grouped([(deal.status or "none", deal.counts) for deal in deals], DEAL_FIELDS),
            "length": _grouped([(_length(score.words), score.counts) for score in self.documents], HEADLINE),
            "outlet": _grouped(
                [(score.outlet, score.counts) for score in self.documents if score.outlet], HEADLINE
            ),
        }

    @cached_property
    def intervals(self) -> dict[str, Interval | None]:
        """Of each field's F1, as the headline's is made."""
        drawn = {"resamples": self.interval.resamples, "seed": self.interval.seed} if self.interval else {}
        return {
            name: f1_interval([parts_of(score, (name,)) for score in self.documents], **drawn)
            for name in SCORED
        }

    def view(self, view: str, name: str) -> Counts:
        """A field's counts in the strict or the lenient view."""
        return self.views.get(view, {}).get(name) or Counts()

    def f1_of(self, name: str) -> float | None:
        """A field's F1, or ``micro`` or ``macro``: that of the headline. Raises KeyError for another name."""
        return (
            {"micro": self.headline, "macro": self.macro}[name] if name in SUMMARIES else self.totals[name].f1
        )

    @cached_property
    def ledger(self) -> list[Entry]:
        """What each rule won, where the predictions bring their trace."""
        return ledger_of(self.documents, self.known_rules)

    @cached_property
    def calibration(self) -> Calibration | None:
        """Whether the deals' confidence means what it says; None where no deal has one."""
        judged = (deal for score in self.documents for deal in score.judged)
        return calibrate([(deal.confidence, deal.right) for deal in judged if deal.confidence is not None])

    def to_dict(self, *, numbers_only: bool = False, rules: bool = False) -> dict[str, Any]:
        """For JSON; ``numbers_only`` leaves out errors and each document's counts, ``rules`` adds the ledger."""
        headline = self.headline_counts
        record: dict[str, Any] = {
            "documents_scored": len(self.documents),
            "headline": {
                "fields": list(HEADLINE),
                "f1": headline.f1,
                "precision": headline.precision,
                "recall": headline.recall,
                **_parts(headline),
                "interval": asdict(self.interval) if self.interval else None,
                "macro_f1": self.macro,
            },
            "fields": {
                name: {
                    "precision": counts.precision,
                    "recall": counts.recall,
                    "f1": counts.f1,
                    **_parts(counts),
                    "interval": _ends(self.intervals[name]),
                    **{f"{view}_f1": self.view(view, name).f1 for view in self.views},
                }
                for name, counts in self.totals.items()
                if name in SCORED
            },
            "accuracies": {
                name: {"accuracy": counts.recall, "correct": counts.correct, "gold": counts.gold}
                for name, counts in self.totals.items()
                if name in ACCURACIES
            },
            "deals": self.deals,
            "groups": {
                name: {
                    group.name: {"items": group.items, "f1": group.counts.f1, **_parts(group.counts)}
                    for group in groups
                }
                for name, groups in self.groups.items()
            },
            "documents_without_deal": {"gold": self.without_deal, "got_one": self.false_alarms},
            "calibration": asdict(self.calibration) if self.calibration else None,
            "problems": [asdict(problem) for problem in self.problems],
            "warnings": list(self.warnings),
        }
        if rules:
            record["rules"] = [asdict(entry) for entry in self.ledger]
        if not numbers_only:
            record["documents"] = [
                {
                    "document": score.document,
                    "fields": {name: _parts(counts) for name, counts in score.counts.items()},
                }
                for score in self.documents
            ]
            record["errors"] = [asdict(error) for error in self.errors]
        return record


@dataclass(frozen=True, slots=True)
class Reading:
    """What gold and prediction say of one document, as compared."""

    document: GoldDocument
    gold: Record
    predicted: Record


@dataclass(frozen=True, slots=True)
class Group:
    """Deals or documents of one sort."""

    name: str
    items: int
    counts: Counts


def _grouped(items: Iterable[tuple[str, Mapping[str, Counts]]], names: Sequence[str]) -> list[Group]:
    """The items under one name together, their counts over these fields; the largest group first."""
    sorts: dict[str, list[Mapping[str, Counts]]] = {}
    for name, counts in items:
        sorts.setdefault(name, []).append(counts)
    groups = [
        Group(name, len(members), _sum(counts.get(one) for counts in members for one in names))
        for name, members in sorts.items()
    ]
    return sorted(groups, key=lambda group: (-group.items, group.name))


def _ends(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None


def _length(words: int) -> str:
    return next((name for most, name in LENGTHS if words <= most), LONGER)


def parts_of(score: DocumentScore, names: Iterable[str]) -> tuple[int, int, int]:
    """A document's (tp, fp, fn) over some fields."""
    counts = _sum(score.counts.get(name) for name in names)
    return counts.tp, counts.fp, counts.fn


def _sum(parts: Iterable[Counts | None]) -> Counts:
    total = Counts()
    for part in parts:
        if part is not None:
            total.add(part)
    return total


def _parts(counts: Counts) -> dict[str, int]:
    return {"tp": counts.tp, "fp": counts.fp, "fn": counts.fn, **asdict(counts)}
