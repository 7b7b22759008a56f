"""Records as tables for a person."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.output.rows import RECORDS, describe
from extractor.output.terminal import PLAIN_WIDTH, one_line
from extractor.schema import Deal, Extraction

COLUMNS = ("acquirers", "target", "kind", "status", "price", "prior_funding", "valuation", "investors")


def render(content: RenderableType, *, width: int, color: bool) -> str:
    """``content`` as the characters that a terminal of ``width`` shows."""
    return draw(lambda console: console.print(content), width=width, color=color)


def draw(paint: Callable[[Console], None], *, width: int, color: bool) -> str:
    """The characters that a terminal of ``width`` shows of what ``paint`` prints."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        paint(console)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def tables(records: Iterable[Extraction], *, width: int, color: bool) -> Iterator[str]:
    """One table a document, a row for each deal."""
    for record in records:
        yield render(summary(record), width=width, color=color) + "\n"


def plain_tables(records: Iterable[Extraction]) -> Iterator[str]:
    """The same for a file."""
    return tables(records, width=PLAIN_WIDTH, color=False)


def summary(extraction: Extraction) -> Group:
    """The deals of a document, by the columns that any of them fills, and how much else was found in it."""
    heading = cell(heading_of(extraction), style="bold")
    if not extraction.deals:
        return Group(heading, Text(f"deals: 0, {others_of(extraction)}"))
    rows = [deal_row(deal) for deal in extraction.deals]
    told = [number for number in range(len(COLUMNS)) if any(row[number] for row in rows)]
    table = grid(*(COLUMNS[number].replace("_", " ") for number in told))
    for row in rows:
        table.add_row(*(cell(row[number]) for number in told))
    return Group(heading, table, Text(others_of(extraction)))


def heading_of(extraction: Extraction) -> str:
    """The document's title, else its id, on one line."""
    return one_line(extraction.document.title or extraction.document.id)


def others_of(extraction: Extraction) -> str:
    """How much was found that is no deal: "financings: 1, valuations: 0, quotes: 2"."""
    return ", ".join(f"{kind}: {len(getattr(extraction, kind))}" for kind in RECORDS[1:])


def deal_row(deal: Deal) -> list[str]:
    """What COLUMNS show of a deal, each on one line."""
    return [one_line(_words(deal, name)) for name in COLUMNS]


def grid(*columns: str, title: str | None = None) -> Table:
    """An empty table in the house's form."""
    table = Table(title=title and cell(title), title_justify="left", title_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def cell(text: str, *, style: str = "") -> Text:
    """Words from an article on one line, as they are: no markup, no control characters."""
    return Text(one_line(text), style=style)


def _words(deal: Deal, name: str) -> str:
    value = getattr(deal, name)
    if name == "price" and value is None and deal.price_disclosed is False:
        return "undisclosed"
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    return ", ".join(describe(item, short=True) for item in items)
