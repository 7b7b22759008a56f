"""A record as a notebook shows it: a small table of its deals."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from extractor.output.table import COLUMNS, deal_row, heading_of, others_of
from extractor.schema import Extraction


def html_of(extraction: Extraction) -> str:
    """HTML without script, style or link; every word of the article escaped, and no dollar sign taken for a formula."""
    table = f"<p>deals: 0, {others_of(extraction)}</p>"
    if extraction.deals:
        head = _row("th", (name.replace("_", " ") for name in COLUMNS))
        body = "".join(_row("td", deal_row(deal)) for deal in extraction.deals)
        others = f"<p>{others_of(extraction)}</p>"
        table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{others}"
    heading = escape(heading_of(extraction))
    return f'<div class="tex2jax_ignore mathjax_ignore"><p><b>{heading}</b></p>{table}</div>'


def _row(tag: str, words: Iterable[str]) -> str:
    cells = "".join(f"<{tag}>{escape(word)}</{tag}>" for word in words)
    return f"<tr>{cells}</tr>"
