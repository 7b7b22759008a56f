"""What of one document is right, wrong, missed or made up: the contract's table, field by field."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal, TypeVar

from extractor.evaluation.alignment import (
    QUOTE_OVERLAP,
    Pairing,
    pair_deals,
    pair_most,
    pair_parties,
    pair_quotes,
    same_kind,
    same_stake,
)
from extractor.evaluation.names import phrase_key
from extractor.evaluation.records import DealRecord, QuoteRecord, Record, Shown, Sum, Who

HEADLINE = ("acquirer", "target", "price", "prior_funding", "valuation", "investors", "quote+speaker")
"""The card fields: their micro F1 is the headline."""
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

ErrorKind = Literal["incorrect", "missed", "spurious"]
Item = TypeVar("Item")


@dataclass(slots=True)
class Counts:
    """How a field fared."""

    correct: int = 0
    incorrect: int = 0
    """A value where gold has another: a false positive and a false negative."""
    missed: int = 0
    spurious: int = 0

    @property
    def tp(self) -> int:
        """Right."""
        return self.correct

    @property
    def fp(self) -> int:
        """Given and not right."""
        return self.incorrect + self.spurious

    @property
    def fn(self) -> int:
        """In gold and not found."""
        return self.incorrect + self.missed

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

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


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


@dataclass(slots=True)
class DocumentScore:
    """One document's counts and errors; filled by the functions below."""

    document: str
    counts: dict[str, Counts] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)
    deals_gold: int = 0
    deals_predicted: int = 0
    deals_paired: int = 0

    def count(self, name: str) -> Counts:
        """The counts of a field, to be added to."""
        return self.counts.setdefault(name, Counts())

    def right(self, name: str) -> None:
        """One more that is correct."""
        self.count(name).correct += 1

    def note(self, name: str, got: Shown | None, wanted: Shown | None, where: str | None = None) -> None:
        """One more that is not: incorrect with both, spurious without gold, missed without prediction."""
        counts = self.count(name)
        kind: ErrorKind
        if got is not None and wanted is not None:
            kind, counts.incorrect = "incorrect", counts.incorrect + 1
        elif wanted is not None:
            kind, counts.missed = "missed", counts.missed + 1
        else:
            kind, counts.spurious = "spurious", counts.spurious + 1
        mine, theirs = (None if value is None else str(value) for value in (got, wanted))
        self.errors.append(FieldError(self.document, name, kind, mine, theirs, where))

    def compare(
        self,
        name: str,
        got: Item | None,
        wanted: Item | None,
        agree: Callable[[Item, Item], bool],
        where: str | None = None,
    ) -> bool:
        """Count one value that either side may lack; whether both have it and agree."""
        if got is None and wanted is None:
            return False
        if got is not None and wanted is not None and agree(got, wanted):
            self.right(name)
            return True
        self.note(name, got, wanted, where)
        return False


def score_document(document: str, predicted: Record, gold: Record) -> DocumentScore:
    """Compare one document's record with its gold."""
    score = DocumentScore(document, deals_gold=len(gold.deals), deals_predicted=len(predicted.deals))
    score_deals(score, predicted.deals, gold.deals)
    score_quotes(score, predicted.quotes, gold.quotes)
    score_statements(score, predicted, gold)
    return score


NO_DEAL = DealRecord(kind=None, status=None)


def score_deals(score: DocumentScore, predicted: Sequence[DealRecord], gold: Sequence[DealRecord]) -> None:
    """Pair the deals, then count their fillers."""
    pairs, spurious, missed = pair_deals(predicted, gold)
    score.deals_paired = len(pairs)
    for got, wanted in pairs:
        where = str(wanted)
        _score_fillers(score, got, wanted, where)
        score.compare("status", got.status, wanted.status, operator.eq, where)
        score.compare("kind", got.kind, wanted.kind, same_kind, where)
        _score_details(score, got, wanted, where)
    for wanted in missed:
        _score_fillers(score, NO_DEAL, wanted, str(wanted))
    for got in spurious:
        _score_fillers(score, got, NO_DEAL, str(got))


def _score_fillers(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    _score_parties(score, "acquirer", got.acquirers, wanted.acquirers, where)
    score.compare("target", got.target, wanted.target, Who.agrees, where)
    _score_parties(score, "seller", got.sellers, wanted.sellers, where)
    for name in ("price", "prior_funding", "valuation"):
        mine, theirs = getattr(got, name), getattr(wanted, name)
        if score.compare(name, mine, theirs, Sum.agrees, where):
            _score_detail(
                score, "qualifier", mine.qualifier, theirs.qualifier, operator.eq, f"{where}: {name}"
            )
    score.compare("stake_percent", got.stake_percent, wanted.stake_percent, same_stake, where)
    _score_parties(score, "investors", got.investors, wanted.investors, where)


def _score_parties(
    score: DocumentScore, name: str, got: Sequence[Who], wanted: Sequence[Who], where: str
) -> None:
    pairing = pair_parties(got, wanted)
    for _ in pairing.pairs:
        score.right(name)
    _note_rest(score, name, [got[n] for n in pairing.spurious], [wanted[n] for n in pairing.missed], where)


def _note_rest(
    score: DocumentScore, name: str, got: Sequence[Shown], wanted: Sequence[Shown], where: str | None
) -> None:
    """What is left on both sides: one for one incorrect, then spurious or missed."""
    both = min(len(got), len(wanted))
    for mine, theirs in zip(got[:both], wanted[:both], strict=True):
        score.note(name, mine, theirs, where)
    for mine in got[both:]:
        score.note(name, mine, None, where)
    for theirs in wanted[both:]:
        score.note(name, None, theirs, where)


def _score_details(score: DocumentScore, got: DealRecord, wanted: DealRecord, where: str) -> None:
    for name in ("announced_on", "closes_on", "consideration", "price_disclosed"):
        _score_detail(score, name, getattr(got, name), getattr(wanted, name), operator.eq, where)
    _score_detail(score, "price_per_share", got.price_per_share, wanted.price_per_share, Sum.agrees, where)
    _score_detail(score, "location", got.location, wanted.location, same_phrase, where)


def _score_detail(
    score: DocumentScore,
    name: str,
    got: Item | None,
    wanted: Item | None,
    agree: Callable[[Item, Item], bool],
    where: str,
) -> None:
    """Count where gold has it, and only there."""
    if wanted is not None:
        score.compare(name, got, wanted, agree, where)


def same_phrase(got: str, wanted: str) -> bool:
    """Equal but for case, accents, punctuation and a leading article."""
    return phrase_key(got) == phrase_key(wanted)


def score_quotes(score: DocumentScore, predicted: Sequence[QuoteRecord], gold: Sequence[QuoteRecord]) -> None:
    """Count the stretches, then the stretches with their speakers."""
    pairing = pair_quotes(predicted, gold, QUOTE_OVERLAP)
    for number, target in pairing.pairs:
        got, wanted = predicted[number], gold[target]
        score.right("quote")
        if (got.speaker and wanted.speaker and got.speaker.agrees(wanted.speaker)) or (
            got.speaker is wanted.speaker is None
        ):
            score.right("quote+speaker")
        elif got.speaker is None:
            score.note("quote+speaker", None, wanted.speaker, str(wanted))
        else:
            score.note("quote+speaker", got.speaker, wanted.speaker or "nobody", str(wanted))
        _score_detail(score, "speaker_title", got.title, wanted.title, same_phrase, str(wanted))
        _score_detail(score, "affiliation", got.affiliation, wanted.affiliation, Who.agrees, str(wanted))
    rest = [predicted[number] for number in pairing.spurious]
    lost = [gold[number] for number in pairing.missed]
    near = pair_quotes(rest, lost, 0.0)  # overlapping, but too little: cut short, or run together
    for name in ("quote", "quote+speaker"):
        for number, target in near.pairs:
            score.note(name, rest[number], lost[target])
        for number in near.spurious:
            score.note(name, rest[number], None)
        for target in near.missed:
            score.note(name, None, lost[target])


@dataclass(frozen=True, slots=True)
class Fact:
    """A pair that the document states, such as (company, amount)."""

    company: Who
    value: Who | Sum
    round: str | None = None

    def agrees(self, other: Fact) -> bool:
        """Both halves agree."""
        if isinstance(self.value, Who):
            return (
                isinstance(other.value, Who)
                and self.company.agrees(other.company)
                and self.value.agrees(other.value)
            )
        return (
            isinstance(other.value, Sum)
            and self.company.agrees(other.company)
            and self.value.agrees(other.value)
        )

    def __str__(self) -> str:
        return f"{self.company}: {self.value}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its repeats folded into one."""

    facts: tuple[Fact, ...]

    def agrees(self, other: Statement) -> bool:
        """A telling of the one agrees with a telling of the other."""
        return any(mine.agrees(theirs) for mine in self.facts for theirs in other.facts)

    @property
    def round(self) -> str | None:
        """The first round that is told."""
        return next((fact.round for fact in self.facts if fact.round), None)

    def __str__(self) -> str:
        return str(self.facts[0])


def score_statements(score: DocumentScore, predicted: Record, gold: Record) -> None:
    """Count the document's (company, amount) and (company, investor) pairs, whichever deal they stand by."""
    pairs = _score_facts(score, "financing", _amounts_raised(predicted), _amounts_raised(gold))
    for got, wanted in pairs:
        _score_detail(score, "round", got.round, wanted.round, same_phrase, str(wanted))
    _score_facts(score, "financing_investors", _backers(predicted), _backers(gold))
    _score_facts(score, "company_valuation", _valuations(predicted), _valuations(gold))


def _amounts_raised(record: Record) -> list[Fact]:
    return [
        Fact(item.company, item.amount, item.round)
        for item in record.financings
        if item.company and item.amount
    ]


def _backers(record: Record) -> list[Fact]:
    return [
        Fact(item.company, investor)
        for item in record.financings
        if item.company
        for investor in item.investors
    ]


def _valuations(record: Record) -> list[Fact]:
    return [Fact(item.company, item.amount) for item in record.valuations if item.company and item.amount]


def _score_facts(
    score: DocumentScore, name: str, predicted: Sequence[Fact], gold: Sequence[Fact]
) -> list[tuple[Statement, Statement]]:
    """Count statements; a prediction that repeats one already found, by another alias, is folded into it."""
    got, wanted = _fold(predicted), _fold(gold)
    pairing: Pairing = pair_most(got, wanted, Statement.agrees)
    found = [wanted[target] for _, target in pairing.pairs]
    rest = [got[n] for n in pairing.spurious if not any(got[n].agrees(one) for one in found)]
    for _ in pairing.pairs:
        score.right(name)
    near = pair_most(rest, [wanted[n] for n in pairing.missed], _same_company)
    lost = [wanted[n] for n in pairing.missed]
    for number, target in near.pairs:
        score.note(name, rest[number], lost[target])
    _note_rest(score, name, [rest[n] for n in near.spurious], [], None)
    _note_rest(score, name, [], [lost[n] for n in near.missed], None)
    return [(got[number], wanted[target]) for number, target in pairing.pairs]


def _same_company(got: Statement, wanted: Statement) -> bool:
    return got.facts[0].company.agrees(wanted.facts[0].company)


def _fold(facts: Sequence[Fact]) -> list[Statement]:
    """Facts that agree become one statement, all their tellings kept."""
    folded: list[list[Fact]] = []
    for fact in facts:
        same = next((told for told in folded if any(fact.agrees(other) for other in told)), None)
        if same is None:
            folded.append([fact])
        else:
            same.append(fact)
    return [Statement(tuple(told)) for told in folded]
