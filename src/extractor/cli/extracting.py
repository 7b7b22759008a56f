"""Commands that read articles: extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.shared import FAILED, Published, answering, complain, screen
from extractor.errors import ReadingError
from extractor.output.sink import STDOUT, open_output
from extractor.reading.sources import Source, find_sources

if TYPE_CHECKING:
    from extractor.reading.article import Article
    from extractor.schema import Extraction


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"


class Quotes(StrEnum):
    """Which quotes are extracted."""

    all = "all"
    deals = "deals"


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders (all *.txt below them), or - for standard input."
        ),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears only when whole."),
    ] = STDOUT,
    published: Published = None,
    format: Annotated[
        Format, typer.Option("--format", help="One record a line, an indented array, or tables.")
    ] = Format.jsonl,
    trace: Annotated[
        bool, typer.Option("--trace", help="Add which rule read each value, and what lost.")
    ] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each article's text.")] = False,
    quotes: Annotated[
        Quotes, typer.Option("--quotes", help="All quotes, or only those of articles with a deal.")
    ] = Quotes.all,
    triage: Annotated[
        bool,
        typer.Option("--triage/--no-triage", help="Parse only what can hold something, or every word."),
    ] = True,
) -> None:
    """Extract the deals of articles, one record a document."""
    sources = list(find_sources(paths))
    inputs = [source.path for source in sources if isinstance(source, Source)]
    failures: list[str] = []
    with answering(output), open_output(output, inputs=inputs) as write:
        from extractor import Extractor

        extractor = Extractor(trace=trace, with_text=with_text, quotes=quotes.value, triage=triage)
        records = _extract_each(_progress(sources, output), extractor.extract, published, failures)
        for piece in _formatter(format, output)(records):
            write(piece)
    raise typer.Exit(FAILED if failures else 0)


def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="One article, or - for standard input.")],
    published: Published = None,
) -> None:
    """Show what was read in one article, where, and why."""
    sources = list(find_sources([path]))
    if len(sources) > 1:
        raise typer.BadParameter(
            f"{path} holds {len(sources)} articles: name one of them.", param_hint="PATH"
        )
    failures: list[str] = []
    with answering(STDOUT), open_output(STDOUT) as write:
        from extractor import Extractor
        from extractor.output.explain import explanation
        from extractor.output.table import render

        extract = Extractor(trace=True, with_text=True).extract
        width, color = screen(STDOUT)
        for record in _extract_each(sources, extract, published, failures):
            write(render(explanation(record, color=color), width=width, color=color))
    raise typer.Exit(FAILED if failures else 0)


def _extract_each(
    sources: Iterable[Source | ReadingError],
    extract: Callable[[Article], Extraction],
    published: str | None,
    failures: list[str],
) -> Iterator[Extraction]:
    """The record of each document in order; one that fails is told and noted, the others go on."""
    from extractor.reading.files import read_article

    for source in sources:
        try:
            record = extract(read_article(_readable(source), published=published))
        except ReadingError as error:
            failures.append(str(error))
        except Exception as error:  # a fault of ours in one document must not lose the others
            assert isinstance(source, Source)
            failures.append(f"{source.name}: failed with {error!r:.200}; please report this with the text")
        else:
            yield record
            continue
        complain(failures[-1])


def _readable(source: Source | ReadingError) -> Source:
    if isinstance(source, ReadingError):
        raise source
    return source


def _formatter(format: Format, output: str) -> Callable[[Iterable[Extraction]], Iterator[str]]:
    from extractor.output.formats import json_array, json_lines

    match format:
        case Format.jsonl:
            return json_lines
        case Format.json:
            return json_array
        case Format.table:
            from extractor.output.table import tables

            width, color = screen(output)
            return lambda records: tables(records, width=width, color=color)


def _progress(sources: list[Source | ReadingError], output: str) -> Iterable[Source | ReadingError]:
    """The sources, a bar on standard error beside them where that is a terminal of its own."""
    is_shared = output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
    if sys.stderr is None or not sys.stderr.isatty() or is_shared:
        return sources
    from rich.console import Console
    from rich.progress import track

    return track(sources, "Extracting", console=Console(stderr=True), transient=True)
