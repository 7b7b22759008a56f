"""What the workers do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.reading.article import Article

if TYPE_CHECKING:
    from extractor.pipeline import Extractor


def load() -> None:
    """Have the model, and all that is loaded on first use; ModelError where it cannot be."""
    _extractor(trace=True, with_text=True).extract("Acme Corp bought Bolt Inc for $5 million.")


def extract(articles: list[Article], *, trace: bool, with_text: bool) -> list[str]:
    """The records of some articles, each the line that ``extractor extract`` writes."""
    from extractor.language import load_model
    from extractor.output.formats import json_lines

    with load_model().memory_zone():  # else the vocabulary grows with every word that comes by
        extractor = _extractor(trace=trace, with_text=with_text)
        return list(json_lines(map(extractor.extract, articles)))


def view(article: Article) -> str:
    """What the page shows of an article."""
    from extractor.language import load_model
    from extractor.output.page import render_article

    with load_model().memory_zone():
        return render_article(_extractor(trace=True, with_text=True).extract(article))


@cache
def _extractor(*, trace: bool, with_text: bool) -> Extractor:
    """One for each way to answer; they share the model."""
    from extractor.pipeline import Extractor

    return Extractor(trace=trace, with_text=with_text)
