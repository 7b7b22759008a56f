"""One document before it is read, what stands for one that cannot be, and the reading."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass

from extractor.errors import ReadingError
from extractor.reading.article import Article
from extractor.reading.decoding import check_text, decode

_DOTS = re.compile(r"(?<![^/])\.{1,2}(?![^/])")


@dataclass(frozen=True, slots=True)
class Item:
    """One document before it is read: cheap to make, cheap to send to a worker."""

    id: str
    """What its record will be called."""
    name: str
    """What messages call it: ``path``, ``path: member`` or ``path: line 7``."""
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
    """A source that cannot be opened, or a part of one that is no document."""

    id: str | None
    """What its record would have been called, where that is known."""
    path: str
    """Where it is: ``path``, ``path: member`` or ``path: line 7``."""
    message: str
    """What is wrong with it and what to do next, in one line that begins with ``path``."""


def read_item(item: Item) -> Article:
    """The article that ``item`` holds: decoded, and out of HTML the main text with what the page says of itself.

    What the row or the command line said of its date and title goes before what the page says.
    Raises ReadingError, naming the item, for what is no text.
    """
    try:
        if isinstance(item.data, str):
            text, encoding = item.data, None
            check_text(text)
        else:
            text, encoding = decode(item.data)
        if not item.is_html:
            return Article(
                text,
                id=item.id,
                title=item.title,
                published=item.published,
                source=item.source,
                encoding=encoding,
            )
        from extractor.reading.html import read_page

        page = read_page(text)
    except ReadingError as error:
        raise ReadingError(f"{item.name}: {error}") from None
    return Article(
        page.text,
        id=item.id,
        title=item.title or page.title,
        published=item.published or page.published,
        source=page.url or item.source,
        encoding=encoding,
        is_derived=True,
    )


def as_id(*parts: str) -> str:
    r"""An id of the names on the way to a document: no folder that it names lies outside the first.

    Half characters are spelled ``\udcff``, and parts of one or two dots ``%2E``.
    """
    whole = "/".join(parts).encode("utf-8", "backslashreplace").decode().replace("\0", "%00")
    return _DOTS.sub(lambda dots: "%2E" * len(dots.group()), whole)
