"""What a rule says of money raised: the candidate, and how backers are put to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.fields.funding.lines import Line
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entity


@dataclass(frozen=True, slots=True)
class FinancingCandidate:
    """A company raised money, or is backed by somebody."""

    company: Entity
    money: MoneyMention | None
    round: str | None
    investors: tuple[Entity, ...]
    leads: tuple[Entity, ...]
    start: int
    """Code point where the sentence that says so starts."""
    end: int
    date: DateMention | None = None
    rule: str = ""


def joined(first: tuple[Entity, ...], second: tuple[Entity, ...], company: Entity) -> tuple[Entity, ...]:
    """Both lists as one, each name once, the company itself left out."""
    return unique(e for e in (*first, *second) if e.key != company.key)


def unique(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each once, in order; told apart by their keys, for an entity with many mentions is slow to hash."""
    return tuple({entity.key: entity for entity in entities}.values())


def with_backers(
    same: FinancingCandidate, found: Iterable[Entity], leads: Iterable[Entity]
) -> Iterator[FinancingCandidate]:
    """The statement with these backers; nothing where none is left."""
    investors = joined(tuple(leads), tuple(found), same.company)
    if investors:
        yield replace(same, investors=investors, leads=joined(tuple(leads), (), same.company))


def backing_of(line: Line, company: Entity) -> FinancingCandidate:
    """The statement that a company has backers, without an amount."""
    return FinancingCandidate(company, None, None, (), (), line.start, line.end)
