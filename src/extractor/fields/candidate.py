"""What a rule proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from extractor.mentions.money import MoneyMention
from extractor.mentions.percents import PercentMention
from extractor.resolve import Entity

if TYPE_CHECKING:
    from extractor.fields.phrases import Reader


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a rule read."""

    value: T
    rule: str
    """Its name."""


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
class Status:
    """How far a deal has come, by one statement, and the words that say so."""

    value: str
    """One of the contract's: ``rumored``, ``proposed``, ``announced``, ``completed``, ``terminated``."""
    start: int
    end: int
    cue: str
    """What kind of word told it: ``word`` (in talks, agreed), ``tense`` (bought, to buy), ``told`` (announced), ``none``."""


@dataclass(frozen=True, slots=True)
class DealCandidate:
    """One statement of a deal: who, what, how, and the words that say so."""

    trigger: int
    """Index of the token that names the event."""
    kind: str
    status: Status
    acquirers: tuple[Argument, ...] = ()
    target: Argument | None = None
    sellers: tuple[Argument, ...] = ()
    stake: PercentMention | None = None
    price: MoneyMention | None = None
    """The amount that the construction itself gives as the price."""
    continues: bool = False
    """The buyer is that of the deal told before: "The deal follows the purchase of Bolt"."""
    weak: bool = False
    """It stands only where the buyer bids for nobody else: "Bolt will reject Acme's offer"."""
    bare: bool = False
    """The target is told by what it does, not by name: "an IT firm"."""
    quoted: bool = False
    """It is told between quotation marks."""
    points: bool = False
    """It points back to something named before: "the business"."""
    rule: str = field(default="", compare=False)


Rule = Callable[["Reader"], Iterable[DealCandidate]]


def apply_rules(rules: Iterable[Rule], reader: Reader) -> Iterator[DealCandidate]:
    """What the rules propose, in their order, each candidate stamped with its rule's name."""
    for rule in rules:
        for candidate in rule(reader):
            quoted = candidate.trigger in reader.quoted
            if not (quoted and _is_no_telling(reader, candidate)):
                yield replace(candidate, rule=rule.__name__, quoted=quoted)


def _is_no_telling(reader: Reader, candidate: DealCandidate) -> bool:
    """Whether a speaker only supposes what he speaks of, "We will buy Bolt if you like", or does not name its buyer."""
    trigger = reader.doc[candidate.trigger]
    if any(reader.token_at(buyer.start) not in reader.quoted for buyer in candidate.acquirers):
        return True
    if trigger.pos_ == "NOUN" and any(t.lower_ in {"a", "an", "any"} for t in trigger.lefts):
        return True  # "A purchase of Bolt could help"
    return candidate.status.value != "completed" and any(t.lower_ in {"if", "unless"} for t in trigger.sent)
