"""Counts and errors, and which fields there are to count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

from extractor.evaluation.names import phrase_key
from extractor.evaluation.records import Shown

HEADLINE = ("acquirer", "target", "price", "prior_funding", "valuation", "investors", "quote+speaker")
"""The card fields: their micro F1 is the headline."""
DEAL_FIELDS = HEADLINE[:6]
"""Those of them that stand in a deal."""
SCORED = (
    *("acquirer", "target", "seller", "price", "stake_percent", "kind", "status"),
    *("prior_funding", "valuation", "investors", "quote", "quote+speaker"),
    *("financing", "financing_investors", "company_valuation"),
)
"""Fields with precision, recall and F1, in the order in which they are shown."""
ACCURACIES = (
    *("announced_on", "closes_on", "consideration", "price_per_share", "price_disclosed", "location"),
    *("speaker_title", "affiliation", "round", "qualifier"),
)
"""Fields reported as the share that is right, of the paired items for which gold has them."""

Paths = tuple[str | None, str | None]
"""Where two compared values stand: in the prediction, and in the gold."""
UNTOLD: Paths = (None, None)

ErrorKind = Literal["partial", "incorrect", "missed", "spurious"]
Item = TypeVar("Item")


@dataclass(slots=True)
class Counts:
    """How a field fared."""

    correct: int = 0
    partial: int = 0
    """A value that resembles gold's: a name cut short, a quote that overlaps. Not right."""
    incorrect: int = 0
    """A value where gold has another: like a partial one, a false positive and a false negative."""
    missed: int = 0
    spurious: int = 0

    @property
    def tp(self) -> int:
        """Right."""
        return self.correct

    @property
    def fp(self) -> int:
        """Given and not right."""
        return self.partial + self.incorrect + self.spurious

    @property
    def fn(self) -> int:
        """In gold and not found."""
        return self.partial + self.incorrect + self.missed

    @property
    def gold(self) -> int:
        """How many gold has."""
        return self.tp + self.fn

    @property
    def precision(self) -> float | None:
        """Share of what is given that is right; None where nothing is given."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of gold that is found; None where gold has nothing."""
        return self.tp / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is nothing on either side."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None

    def add(self, other: Counts) -> None:
        """Take another's counts in."""
        self.correct += other.correct
        self.partial += other.partial
        self.incorrect += other.incorrect
        self.missed += other.missed
        self.spurious += other.spurious


@runtime_checkable
class Resembling(Protocol):
    """What can be partly right."""

    def resembles(self, other: Any, /) -> bool:
        """Whether it is nearly the other."""
        ...


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is not as gold has it."""

    document: str
    field: str
    kind: ErrorKind
    got: str | None
    wanted: str | None
    where: str | None = None
    """The deal, company or quote that it belongs to."""
    got_path: str | None = None
    """Where the value stands in the prediction: ``deals[0].target``."""
    wanted_path: str | None = None
    """Where it stands in the gold."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One value that is right, and where it stands on either side."""

    field: str
    got_path: str | None
    wanted_path: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One predicted deal: what it claimed of itself, and whether acquirers and target are all right."""

    right: bool
    confidence: float | None


@dataclass(frozen=True, slots=True)
class DealScore:
    """One deal's counts, gold's or, where it is spurious, predicted."""

    kind: str | None
    status: str | None
    counts: dict[str, Counts]


@dataclass(slots=True)
class DocumentScore:
    """One document's counts and errors; filled by the functions below."""

    document: str
    counts: dict[str, Counts] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    deals: list[DealScore] = field(default_factory=list)
    rules: Mapping[str, str] = field(default_factory=dict)
    """Which rule read what stands at a path, where the prediction tells."""
    deals_gold: int = 0
    deals_predicted: int = 0
    deals_paired: int = 0
    deals_exact: int = 0
    """Those of them that are right in every scored field."""
    words: int = 0
    """Length of the text."""
    outlet: str | None = None
    """Who published it, where gold tells."""

    def count(self, name: str) -> Counts:
        """The counts of a field, to be added to."""
        return self.counts.setdefault(name, Counts())

    def add(self, other: DocumentScore) -> None:
        """Take another's counts in, and nothing else."""
        for name, counts in other.counts.items():
            self.count(name).add(counts)

    def add_deal(self, deal: DocumentScore, kind: str | None, status: str | None) -> None:
        """Take in one deal's counts and errors."""
        self.add(deal)
        self.errors += deal.errors
        self.hits += deal.hits
        self.deals.append(DealScore(kind, status, deal.counts))

    def right(self, name: str, got: Shown, wanted: Shown, paths: Paths = UNTOLD) -> None:
        """One more that is correct."""
        self.count(name).correct += 1
        self.hits.append(Hit(name, _path(got, paths[0]), _path(wanted, paths[1])))

    def note(
        self,
        name: str,
        got: Shown | None,
        wanted: Shown | None,
        where: str | None = None,
        paths: Paths = UNTOLD,
    ) -> None:
        """One more that is not: partial or incorrect with both, else spurious or missed."""
        counts = self.count(name)
        kind: ErrorKind
        if got is not None and wanted is not None:
            if type(got) is type(wanted) and isinstance(got, Resembling) and got.resembles(wanted):
                kind, counts.partial = "partial", counts.partial + 1
            else:
                kind, counts.incorrect = "incorrect", counts.incorrect + 1
        elif wanted is not None:
            kind, counts.missed = "missed", counts.missed + 1
        else:
            kind, counts.spurious = "spurious", counts.spurious + 1
        mine, theirs = (None if value is None else str(value) for value in (got, wanted))
        got_path, wanted_path = _path(got, paths[0]), _path(wanted, paths[1])
        self.errors.append(FieldError(self.document, name, kind, mine, theirs, where, got_path, wanted_path))

    def compare(
        self,
        name: str,
        got: Item | None,
        wanted: Item | None,
        agree: Callable[[Item, Item], bool],
        where: str | None = None,
        paths: Paths = UNTOLD,
    ) -> bool:
        """Count one value that either side may lack; whether both have it and agree.

        ``paths`` tells where the two stand, for values that don't know.
        """
        if got is None and wanted is None:
            return False
        if got is not None and wanted is not None and agree(got, wanted):
            self.right(name, got, wanted, paths)
            return True
        self.note(name, got, wanted, where, paths)
        return False

    def detail(
        self,
        name: str,
        got: Item | None,
        wanted: Item | None,
        agree: Callable[[Item, Item], bool],
        where: str,
    ) -> None:
        """Count one value where gold has it, and only there."""
        if wanted is not None:
            self.compare(name, got, wanted, agree, where)

    def note_rest(
        self, name: str, got: Sequence[Shown], wanted: Sequence[Shown], where: str | None = None
    ) -> None:
        """What is left on both sides: one for one incorrect, then spurious or missed."""
        for mine, theirs in zip_longest(got, wanted):
            self.note(name, mine, theirs, where)


def _path(value: Shown | None, told: str | None) -> str | None:
    """Where a value stands in its record; None where there is none."""
    return None if value is None else told or getattr(value, "path", None)


def same_phrase(got: str, wanted: str) -> bool:
    """Equal but for case, accents, punctuation and a leading article."""
    return phrase_key(got) == phrase_key(wanted)
