"""One document before it is read, and how it becomes an article."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from extractor.errors import ReadingError
from extractor.reading.article import Article
from extractor.reading.decoding import decode


@dataclass(frozen=True, slots=True)
class Item:
    """One document before it is read: cheap to make, cheap to send to a worker."""

    id: str
    """What its record will be called."""
    name: str
    """What messages call it: path, or "path: member", or "path: line 7"."""
    data: bytes | str
    """Its content; bytes are decoded by the ladder when it is read."""
    _: KW_ONLY
    source: str | None = None
    """Path or URL as given in the record."""
    is_html: bool = False
    published: str | None = None
    """ISO date known from the row or the command line."""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingFailure:
    """A source that cannot be opened."""

    id: str | None
    path: str
    message: str


def read_item(item: Item) -> Article:
    """The article that ``item`` holds. Raises ReadingError, naming the item, for what is no text."""
    try:
        text = decode(item.data) if isinstance(item.data, bytes) else item.data
    except ReadingError as error:
        raise ReadingError(f"{item.name}: {error}") from None
    return Article(text, id=item.id, title=item.title, published=item.published, source=item.source)
