"""What a rule proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.mentions.bundle import Mentions
from extractor.resolve import Entities, Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what fills a role: a known entity, or words that describe a unit or an asset."""

    entity: Entity | None
    start: int
    end: int

    def same(self, other: Argument, text: str) -> bool:
        """Whether both mean one thing."""
        if self.entity or other.entity:
            return self.entity == other.entity
        return text[self.start : self.end].casefold() == text[other.start : other.end].casefold()


@dataclass(frozen=True, slots=True)
class DealCandidate:
    """One statement of a deal: who, what, how, and the words that say so."""

    trigger: int
    """Index of the token that names the event."""
    kind: str
    status: str
    acquirers: tuple[Argument, ...] = ()
    target: Argument | None = None
    sellers: tuple[Argument, ...] = ()
    stake: tuple[int, int, float] | None = None
    status_span: tuple[int, int] | None = None
    rule: str = field(default="", compare=False)


Rule = Callable[["Doc", Mentions, Entities], Iterable[DealCandidate]]


def apply_rules(
    rules: Iterable[Rule], doc: Doc, mentions: Mentions, entities: Entities
) -> Iterator[DealCandidate]:
    """What the rules propose, in their order, each candidate stamped with its rule's name."""
    for rule in rules:
        for candidate in rule(doc, mentions, entities):
            yield replace(candidate, rule=rule.__name__)
