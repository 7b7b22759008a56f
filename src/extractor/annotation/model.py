"""What every annotators' format has in common: marks with attributes, and links between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Offsets in code points, half-open."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the text."""

    label: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled relation from one mark to another, each by its number in the document."""

    label: str
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its marks, in an order that means something: the main deal is the first."""

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    made_by: str | None = None
    """The program that made the marks; None for a person."""
