"""Where documents are found: a file, or a member of an archive."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.reading.item import Item, ReadingFailure, as_id


@dataclass(frozen=True, slots=True)
class Place:
    """What its documents are called after."""

    id: str
    """The id of its document, or what begins the ids of its documents."""
    name: str
    """What messages call it."""
    source: str | None = None
    """The path of the file, as given."""
    published: str | None = None
    """The date of documents that have none of their own."""

    def within(self, part: str, label: str) -> Place:
        """A member, a record or a row of it: ``part`` ends its id, ``label`` its name."""
        return Place(as_id(self.id, part), f"{self.name}: {label}", self.source, self.published)

    def item(self, data: bytes | str, *, is_html: bool = False) -> Item:
        """The one document here."""
        return Item(self.id, self.name, data, source=self.source, is_html=is_html, published=self.published)

    def failure(self, problem: object) -> ReadingFailure:
        """What is wrong here."""
        return ReadingFailure(self.id, self.name, f"{self.name}: {problem}")
