"""The score as one page: tables, plots, and every article with gold and prediction marked side by side.

The page asks for nothing from outside and runs nothing but its own script: what comes from articles and
records is escaped, and the policy in its head allows no script or style but the two that it was made with.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.page.documents import Article, articles_of
from extractor.evaluation.page.plots import plot_calibration, plot_fields
from extractor.evaluation.tally import ACCURACIES, HEADLINE, SCORED
from extractor.output.page.frame import stream_page

__all__ = ["render_page"]


def render_page(
    evaluation: Evaluation, *, title: str = "Extraction score", numbers_only: bool = False
) -> Iterator[str]:
    """The page, piece by piece; all of its numbers are those of ``evaluation.to_dict()``.

    The articles are on it where the evaluation kept its readings, unless ``numbers_only``.
    """
    record = evaluation.to_dict(numbers_only=True)
    articles: Iterator[Article] = iter(()) if numbers_only else articles_of(evaluation)
    values = {
        "title": title,
        "record": record,
        "headline_fields": HEADLINE,
        "error_fields": (*SCORED, *ACCURACIES),
        "field_plot": plot_fields(record),
        "calibration_plot": plot_calibration(record),
        "articles": articles,
        "with_articles": bool(evaluation.readings) and not numbers_only,
    }
    return stream_page(__name__, "page", values=values)
