"""HTML to the main text of the page, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from extractor.errors import ReadingError

_WHOLE_PAGE = re.compile(r"<html|<!doctype html", re.IGNORECASE)
MAX_TAGS = 50_000
"""Of articles a few thousand are common; on lists and tables trafilatura's time grows with their square."""
_DATES = {
    "original_date": True,  # not that of the last change
    "extensive_search": False,  # only what is marked as the date: no guess among those in the text
    "max_date": "2999-12-31",  # without it, today: the answer would change with the day
}


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page."""

    text: str
    """Its paragraphs, a blank line between them; the headline is one where it stands in the article."""
    title: str | None
    published: str | None
    """ISO date."""
    url: str | None
    """The address that the page gives as its own."""


def read_page(html: str) -> Page:
    """The article of ``html``, navigation, comments and footers left out.

    Raises ReadingError where there is none, or where it would take for ever to find.
    """
    if html.count("<") > MAX_TAGS:
        raise ReadingError(f"has more than {MAX_TAGS:,} tags; give its text as a .txt file")
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else its warnings go to the terminal
    if not _WHOLE_PAGE.search(html, 0, 2000):
        html = f"<html><body>{html}</body></html>"
    page: Any = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, date_extraction_params=_DATES
    )
    paragraphs = [line.strip() for line in (page.text or "").splitlines()] if page else []
    text = "\n\n".join(filter(None, paragraphs))
    if not page or not text:
        raise ReadingError("has no article in its HTML; give its text as a .txt file")
    return Page(text, page.title or None, _iso(page.date), page.url or None)


def _iso(value: str | None) -> str | None:
    from extractor.schema import check_iso_date

    try:
        return value and check_iso_date(value)
    except ValueError:
        return None
