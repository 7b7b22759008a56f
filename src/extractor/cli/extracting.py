"""Commands that read articles: extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.inputs import (
    DateField,
    IdField,
    Manifest,
    StdinFormat,
    TextField,
    name_inputs,
)
from extractor.cli.shared import FAILED, Published, answering, complain, screen
from extractor.errors import ReadingError
from extractor.output.sink import STDOUT, open_output
from extractor.reading.item import Item, ReadingFailure, read_item
from extractor.reading.items import find_items
from extractor.reading.paths import File, find_files
from extractor.reading.rows import TEXT, Fields

if TYPE_CHECKING:
    from extractor.reading.article import Article
    from extractor.schema import Extraction


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders, patterns, or - for standard input: see docs/inputs.md."
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears only when whole."),
    ] = STDOUT,
    published: Published = None,
    manifest: Manifest = None,
    text_field: TextField = TEXT,
    id_field: IdField = None,
    date_field: DateField = None,
    stdin_format: StdinFormat = "txt",
    format: Annotated[
        Format, typer.Option("--format", help="One record a line, an indented array, or tables.")
    ] = Format.jsonl,
    trace: Annotated[
        bool, typer.Option("--trace", help="Add which rule read each value, and what lost.")
    ] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each article's text.")] = False,
) -> None:
    """Extract the deals of articles, one record a document."""
    failures: list[str] = []
    with answering(output):
        named = name_inputs(paths, manifest)
        inputs = [file.path for file in find_files(named) if isinstance(file, File)]
        items = find_items(
            named,
            fields=Fields(text_field, id_field, date_field),
            published=published,
            stdin=stdin_format,
        )
        with open_output(output, inputs=[*inputs, *filter(None, [manifest])]) as write:
            from extractor import Extractor

            extractor = Extractor(trace=trace, with_text=with_text)
            records = extract_each(progress(items, output), extractor.extract, failures)
            for piece in _formatter(format, output)(records):
                write(piece)
    raise typer.Exit(FAILED if failures else 0)


def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="One article, or - for standard input.")],
    published: Published = None,
) -> None:
    """Show what was read in one article, where, and why."""
    items = find_items([path], published=published)
    first, others = next(items), sum(1 for _ in items)
    if others:
        raise typer.BadParameter(f"{path} holds {1 + others} articles: name one of them.", param_hint="PATH")
    failures: list[str] = []
    with answering(STDOUT), open_output(STDOUT) as write:
        from extractor import Extractor
        from extractor.output.explain import explanation
        from extractor.output.table import render

        extract = Extractor(trace=True, with_text=True).extract
        width, color = screen(STDOUT)
        for record in extract_each([first], extract, failures):
            write(render(explanation(record, color=color), width=width, color=color))
    raise typer.Exit(FAILED if failures else 0)


def extract_each(
    items: Iterable[Item | ReadingFailure], extract: Callable[[Article], Extraction], failures: list[str]
) -> Iterator[Extraction]:
    """The record of each document in order; one that fails is told and noted, the others go on."""
    for item in items:
        if isinstance(item, ReadingFailure):
            failures.append(item.message)
        else:
            try:
                yield extract(read_item(item))
                continue
            except ReadingError as error:
                failures.append(str(error))
            except Exception as error:  # a fault of ours in one document must not lose the others
                failures.append(f"{item.name}: failed with {error!r:.200}; please report this with the text")
        complain(failures[-1])


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


def progress(items: Iterable[Item | ReadingFailure], output: str) -> Iterable[Item | ReadingFailure]:
    """The documents, a bar on standard error beside them where that is a terminal of its own."""
    is_shared = output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
    if sys.stderr is None or not sys.stderr.isatty() or is_shared:
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, "Extracting", console=Console(stderr=True), transient=True)
