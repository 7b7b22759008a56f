"""The score as one page: tables, plots, and every article with gold and prediction marked side by side.

The page asks for nothing from outside and runs nothing but its own script: what comes from articles and
records is escaped, and the policy in its head allows no script or style but the two that it was made with.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.page.documents import Article, articles_of
from extractor.evaluation.page.plots import plot_calibration, plot_fields
from extractor.evaluation.tally import ACCURACIES, HEADLINE, SCORED

__all__ = ["render_page"]


PIECES_AT_ONCE = 200
"""The template makes very small ones."""


def render_page(
    evaluation: Evaluation, *, title: str = "Extraction score", numbers_only: bool = False
) -> Iterator[str]:
    """The page, piece by piece; all of its numbers are those of ``evaluation.to_dict()``.

    The articles are on it where the evaluation kept its readings, unless ``numbers_only``.
    """
    record = evaluation.to_dict(numbers_only=True)
    articles: Iterator[Article] = iter(()) if numbers_only else articles_of(evaluation)
    style, script = (Markup(_asset(name)) for name in ("page.css", "page.js"))
    page = (
        _environment()
        .get_template("page.html.j2")
        .stream(
            title=title,
            record=record,
            headline_fields=HEADLINE,
            error_fields=(*SCORED, *ACCURACIES),
            field_plot=plot_fields(record),
            calibration_plot=plot_calibration(record),
            articles=articles,
            with_articles=bool(evaluation.readings) and not numbers_only,
            style=style,
            script=script,
            policy=_policy(style, script),
        )
    )
    page.enable_buffering(PIECES_AT_ONCE)
    return page


def exact(text: str) -> Markup:
    """A text such that the browser shows its very characters.

    A carriage return would become a line feed; a NUL is the one character that no page can hold, and is shown
    by its sign.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{SYMBOL FOR NULL}"))


def number(value: float | None) -> str:
    """As the report on the screen has it."""
    return "–" if value is None else f"{value:.3f}"


def _policy(style: str, script: str) -> str:
    """Nothing from outside; of styles and scripts only these two, known by their sums."""
    return (
        f"default-src 'none'; style-src '{_sum_of(style)}'; script-src '{_sum_of(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _sum_of(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__name__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"exact": exact, "number": number}
    return environment
