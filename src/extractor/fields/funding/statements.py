"""What a rule says of money raised: the candidate, and how backers are put to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractor.fields.candidate import Argument
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
    parts: tuple[FinancingCandidate, ...] = ()
    """The statements that were folded into it, in the order of the text."""

    def first_naming(self, field: Literal["investors", "leads"]) -> dict[Entity, FinancingCandidate]:
        """For each of its backers the first statement that names it."""
        return {backer: part for part in reversed(self.parts) for backer in getattr(part, field)}


def named_in(entity: Entity, start: int, end: int) -> Argument:
    """An entity as it stands between two offsets; where only "it" stands there, with all the words between them."""
    at = bisect_left(entity.mentions, start, key=lambda m: m.start)
    if at < len(entity.mentions) and entity.mentions[at].start < end:
        start, end = entity.mentions[at].start, entity.mentions[at].end
    return Argument(entity, start, end)


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
