"""One document's telling of one deal, and what tellings are compared by."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from extractor.evaluation.names import name_key
from extractor.lexicon import load_lexicon
from extractor.schema import Deal, Document, Money, Party

Days = tuple[date, date]
"""The first and the last day that a date can mean: a month's for ``2023-06``."""
Order = tuple[bool, str, str, str, int]
"""Undated, date, the document's id and sha256, the deal's place in it."""
_MOST_FORMS = 12
"""Short forms of one party that are compared; no company has more, and pairs of them are formed."""
_COMMON = ("asset_nouns", "asset_plurals", "company_nouns")
"""Lexicons of words that are no name by themselves."""


@dataclass(frozen=True)
class Telling:
    """A deal as one document has it."""

    document: Document
    """Without its text."""
    number: int
    """The deal's place in the record."""
    deal: Deal
    family: str
    """The sha256 of the document that this one copies, or its own."""

    @cached_property
    def order(self) -> Order:
        """Tellings sort by date, those without one last; what else decides is arbitrary, but fixed."""
        published = self.document.published
        return published is None, published or "", self.document.id, self.document.sha256, self.number

    @property
    def day_published(self) -> int:
        """Its document's date as a number that grows; a vague date is its first day, none comes before all."""
        days = days_of(self.document.published)
        return days[0].toordinal() if days else 0

    @cached_property
    def days(self) -> Days | None:
        """When it happened as far as told: the date that the text gives, else that of the document."""
        announced = self.deal.announced_on
        return days_of((announced and announced.value) or self.document.published)

    @cached_property
    def buyers(self) -> tuple[Who, ...]:
        """The acquirers."""
        return tuple(map(who, self.deal.acquirers))

    @cached_property
    def sellers(self) -> tuple[str, ...]:
        """The keys of the sellers' names."""
        return tuple(name_key(seller.name) for seller in self.deal.sellers)

    @cached_property
    def target(self) -> Who | None:
        """What is bought."""
        return who(self.deal.target) if self.deal.target else None


@dataclass(frozen=True, slots=True)
class Who:
    """A party as names are compared: keys that names share which agree by the contract."""

    full: str
    """Of its name."""
    forms: frozenset[str]
    """Of its name and of all its short forms."""
    is_described: bool
    """Called by common words only, "engineering services business": that is no name."""


def who(party: Party) -> Who:
    """The keys of a party's name and mentions."""
    full = name_key(party.name)
    forms = {name_key(span.text) for span in party.mentions} - {full, ""}
    kept = sorted(forms, key=lambda form: (len(form), form))[:_MOST_FORMS]
    return Who(full, frozenset((full, *kept)), _is_described(party.name))


def days_of(value: str | None) -> Days | None:
    """The days that an ISO date of day, month or year precision can mean; None of none."""
    if value is None:
        return None
    first = date.fromisoformat((value + "-01-01")[:10])
    match len(value):
        case 10:
            return first, first
        case 7:
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        case _:
            return first, first.replace(month=12, day=31)


def money_keys(money: Money | None) -> Iterable[str]:
    """An amount as a key that equal amounts share."""
    return () if money is None else (f"{money.amount} {money.currency}",)


@lru_cache(maxsize=65536)
def _is_described(name: str) -> bool:
    words = name.split()
    if all(not word[0].isupper() for word in words):
        return True
    return all(any(word.casefold() in load_lexicon(lexicon) for lexicon in _COMMON) for word in words)
