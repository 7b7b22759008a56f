"""Pairs that the document states wherever: (company, amount), (company, investor); repeats folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluation.alignment import pair_most
from extractor.evaluation.records import Record, Sum, Who
from extractor.evaluation.tally import DocumentScore, same_phrase


@dataclass(frozen=True, slots=True)
class Fact:
    """A pair that the document states, such as (company, amount)."""

    company: Who
    value: Who | Sum
    round: str | None = None

    def agrees(self, other: Fact) -> bool:
        """Both halves agree."""
        return self.company.agrees(other.company) and _same_value(self.value, other.value)

    def resembles(self, other: Fact) -> bool:
        """Both halves resemble."""
        mine, theirs = self.value, other.value
        return self.company.resembles(other.company) and (
            (isinstance(mine, Who) and isinstance(theirs, Who) and mine.resembles(theirs))
            or (isinstance(mine, Sum) and isinstance(theirs, Sum) and mine.resembles(theirs))
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

    def resembles(self, other: Statement) -> bool:
        """A telling of the one resembles a telling of the other."""
        return any(mine.resembles(theirs) for mine in self.facts for theirs in other.facts)

    @property
    def path(self) -> str | None:
        """Where the value of the first telling stands in its record."""
        return self.facts[0].value.path

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
        score.detail("round", got.round, wanted.round, same_phrase, str(wanted))
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
    pairing = pair_most(got, wanted, Statement.agrees)
    found = [wanted[target] for _, target in pairing.pairs]
    rest = [got[n] for n in pairing.spurious if not any(got[n].agrees(one) for one in found)]
    for number, target in pairing.pairs:
        score.right(name, got[number], wanted[target])
    lost = [wanted[n] for n in pairing.missed]
    near = pair_most(rest, lost, _akin)
    for number, target in near.pairs:
        score.note(name, rest[number], lost[target])
    for number in near.spurious:
        score.note(name, rest[number], None)
    for target in near.missed:
        score.note(name, None, lost[target])
    return [(got[number], wanted[target]) for number, target in pairing.pairs]


def _akin(got: Statement, wanted: Statement) -> bool:
    """About one company, or nearly the same."""
    return got.facts[0].company.agrees(wanted.facts[0].company) or got.resembles(wanted)


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


def _same_value(left: Who | Sum, right: Who | Sum) -> bool:
    if isinstance(left, Who):
        return isinstance(right, Who) and left.agrees(right)
    return isinstance(right, Sum) and left.agrees(right)
