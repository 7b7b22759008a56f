"""What the pipeline is handed: a text, and what is known about it beforehand."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass, replace

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of it before anything is read from it."""

    text: str
    """The decoded text as it is: every offset in the output counts its code points."""
    _: KW_ONLY
    id: str | None = None
    """What the record calls it; the pipeline makes one up from the text where there is none."""
    title: str | None = None
    """The headline, where it is known apart from the text."""
    published: str | None = None
    """ISO date (``2023-06-26``, ``2023-06`` or ``2023``) to which "today" and "last month" relate."""
    source: str | None = None
    """The URL or path it came from, as given."""
    encoding: str | None = None
    """How its bytes were read (``utf-8``, ``utf-16``, ``utf-32``, ``cp1252``); None where it came as text."""
    is_derived: bool = False
    """Whether the text is not the source's own but was taken out of it (HTML): the record then holds it."""


def readable(article: Article) -> Article:
    """The article, lines with half a character (a lone surrogate) blank: no output could hold their words."""
    if not _HALF.search(article.text):
        return article
    lines = article.text.split("\n")
    return replace(article, text="\n".join(" " * len(line) if _HALF.search(line) else line for line in lines))
