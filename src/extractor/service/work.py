"""What the workers do: what those of a batch do, for one request at a time."""

from __future__ import annotations

from extractor.batch.work import Done, Outcome, Work
from extractor.reading.item import Item


def load() -> None:
    """Have the model, and all that is loaded on first use; ModelError where it cannot be."""
    view(Item("first", "first", "Acme Corp bought Bolt Inc for $5 million."))


def extract(items: list[Item], *, trace: bool, with_text: bool) -> list[Outcome]:
    """The outcome of each article."""
    return list(Work(trace=trace, with_text=with_text)(items))


def view(item: Item) -> tuple[Outcome, str]:
    """The outcome of an article, and what the page shows of it; nothing where it failed."""
    from extractor.output.page import render_article
    from extractor.schema import Extraction

    (outcome,) = Work(trace=True, with_text=True)([item])
    if not isinstance(outcome, Done):
        return outcome, ""
    return outcome, render_article(Extraction.model_validate_json(outcome.line))
