"""The page that shows articles as they are, with what was read in them marked, and deals as cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from extractor.output.page.frame import environment, stream_page
from extractor.output.page.values import FAMILIES, Card, Marked, cards_of, mark_text
from extractor.schema import DealKind, DealStatus, Extraction


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page shows of one document."""

    id: str
    title: str | None
    about: str
    count: str
    cards: tuple[Card, ...]
    stretches: tuple[Marked, ...]
    record: str
    """As ``extractor extract`` writes it, indented."""


def render_page(records: Iterable[Extraction], *, title: str) -> Iterator[str]:
    """The page, piece by piece; each record has its text and its trace."""
    return stream_page(__name__, "view", values=page_values(records, title=title))


def page_values(records: Iterable[Extraction], *, title: str) -> dict[str, object]:
    """What the template ``view.html.j2``, and one that extends it, asks for."""
    return {
        "title": title,
        "articles": map(_shown, records),
        "families": FAMILIES,
        "kinds": get_args(DealKind),
        "statuses": get_args(DealStatus),
    }


def render_article(record: Extraction) -> str:
    """What the page has of one document, alone; the record has its text and its trace."""
    return environment(__name__).get_template("article.html.j2").render(article=_shown(record), is_open=True)


def _shown(record: Extraction) -> _Shown:
    document = record.document
    text = document.text or ""
    cards = cards_of(record)
    plain = record.model_copy(update={"trace": None, "document": document.model_copy(update={"text": None})})
    about = (document.published, f"{document.characters:,} characters", document.source)
    return _Shown(
        id=document.id,
        title=document.title,
        about=", ".join(filter(None, about)),
        count=_count(cards),
        cards=cards,
        stretches=tuple(mark_text(text, cards)),
        record=plain.model_dump_json(indent=2),
    )


def _count(cards: Iterable[Card]) -> str:
    """``2 deals, 1 quote``."""
    counts = Counter(card.sort for card in cards)
    return ", ".join(f"{n} {sort}{'' if n == 1 else 's'}" for sort, n in counts.items()) or "nothing found"
