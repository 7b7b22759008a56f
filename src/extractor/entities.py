"""The companies, people and places of a document, each with all its writings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractor.lexicon import load_lexicon
from extractor.mentions.names import NameMention


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """One company, person or place, with all its writings; equal to itself only."""

    key: int
    """Index in ``Entities.all``."""
    name: str
    """The fullest form, white space folded."""
    type: str
    """``company``, ``person``, ``place`` or ``other``."""
    mentions: tuple[NameMention, ...]
    """In reading order."""
    described: frozenset[str] = frozenset()
    """Small words by which the text introduces it: "a Dutch chipmaker" → dutch, chipmaker."""
    is_bystander: bool = False
    """Called a segment of another, or a house of analysts: whom "it" and "the company" do not mean."""

    @property
    def is_public_body(self) -> bool:
        """Whether it is an office of the state, which is never bought: "the Supreme Court of Lane"."""
        head = self.name.casefold().partition(" of ")[0]
        bodies = load_lexicon("public_bodies")
        return head in bodies or head.rpartition(" ")[2] in bodies


class Voice(NamedTuple):
    """Who speaks, and the company that speaks with him."""

    speaker: Entity | None
    company: Entity | None
    """Whom "we" means."""


class Entities:
    """The document's entities, found by token; ``voices``: who speaks at a token."""

    def __init__(self, entities: Iterable[Entity], voices: Mapping[int, Voice] | None = None) -> None:
        self.all = tuple(entities)
        self._voices = voices or {}
        self._at = {
            i: (entity, mention)
            for entity in self.all
            for mention in entity.mentions
            for i in range(mention.first, mention.last)
        }

    def at(self, token_i: int) -> Entity | None:
        """The entity whose mention covers the token."""
        found = self._at.get(token_i)
        return found[0] if found else None

    def mention_at(self, token_i: int) -> NameMention | None:
        """The mention that covers the token."""
        found = self._at.get(token_i)
        return found[1] if found else None

    def voice_at(self, token_i: int) -> Voice | None:
        """Who speaks at the token, where it is quoted."""
        return self._voices.get(token_i)
