"""What a noun phrase denotes, and which names are of places and people."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.fields.candidate import Argument
from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.mentions.money import MoneyMention
from extractor.mentions.percents import PercentMention
from extractor.resolve import Entity, normal_form


@per_lexicons
def asset_nouns() -> dict[str, str]:
    """Nouns that can be sold by themselves, and whether each is a ``unit`` or an ``asset``."""
    return {a.strip(): b.strip() for a, _, b in (row.partition("=") for row in load_terms("asset_nouns"))}


def is_place(entity: Entity) -> bool:
    """Whether the name is that of a place in the world; the model takes many a company for one."""
    return entity.type == "place" and (
        normal_form(entity.name) in load_lexicon("places") or len(entity.name.rstrip(".")) < 3
    )


def is_place_argument(named: Argument) -> bool:
    """Whether the name is that of a place in the world."""
    return named.entity is not None and is_place(named.entity)


def is_surely_person(entity: Entity) -> bool:
    """Whether more than the model says so: a first name, or a surname that is used alone."""
    first, _, rest = entity.name.partition(" ")
    if first in load_lexicon("male_names") or first in load_lexicon("female_names"):
        return True
    return any(m.text == rest for m in entity.mentions)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a noun phrase denotes."""

    first: int
    """Index of its first token."""
    last: int
    """Index after its last token."""
    parties: tuple[Argument, ...] = ()
    """A name, several that "and" joins, or a described unit; none where it denotes no party."""
    owner: Argument | None = None
    """Whose it is: "[Acme]'s paper business"."""
    noun: str = ""
    """Its head in lower case where that is no name."""
    part: bool = False
    """A part of a company, not the whole: "a stake in Bolt"."""
    percent: PercentMention | None = None
    money: MoneyMention | None = None
    """An amount inside it: "its [$5 billion] acquisition"."""
    definite: bool = False
    """It points to something said before: "the deal", "its offer"."""
    kind: str = "acquisition"
    """``asset_purchase`` where it describes assets."""
    back: bool = False
    """The party is one that it points back to: "the carrier"."""
    told: bool = False
    """A company noun stands before the name: "the startup [Bolt]"."""
    brand: Argument | None = None
    """A name that stands inside it: "its [Bolt] hair oil"."""
    counted: bool = False
    """A number tells how many: "12 hotels"."""
    bare: bool = False
    """A company noun that names nobody: "info tech firm"."""
