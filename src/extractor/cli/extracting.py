"""Commands that read articles: extract, explain."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.batch.journal import Convert, Journal, open_journal
from extractor.batch.run import open_staff
from extractor.batch.work import Done, Failure, Known, Outcome, Work
from extractor.cli.progress import Progress, Tally, showing
from extractor.cli.shared import FAILED, Published, answering, complain, screen
from extractor.errors import ReadingError
from extractor.output.sink import STDOUT, is_special, open_output
from extractor.reading.files import read_article
from extractor.reading.items import find_items
from extractor.reading.sources import STDIN, Source, find_sources

if TYPE_CHECKING:
    from extractor.schema import Extraction

TIMEOUT = 600.0
"""Seconds a document, where there are several workers: far more than any article takes."""


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"


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
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A spaCy model, by name or path.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Work in N processes.")] = 1,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            min=0.001,
            metavar="SECONDS",
            help="Give up on a document after so long (--jobs 2: 600).",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what an interrupted run left beside FILE.")
    ] = False,
    errors: Annotated[
        str | None, typer.Option("--errors", metavar="FILE", help="Write each failed document to FILE.")
    ] = None,
    progress: Annotated[
        Progress, typer.Option("--progress", help="How to show how far it is, on standard error.")
    ] = Progress.auto,
) -> None:
    """Extract the deals of articles, one record a document."""
    is_file = not is_special(output)
    if resume and not is_file:
        raise typer.BadParameter("needs a file to go on with: give --output FILE.", param_hint="--resume")
    if errors and os.path.realpath(errors) == os.path.realpath(output):
        raise typer.BadParameter("is the output too: choose another file.", param_hint="--errors")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sources = list(find_sources(paths))
    inputs = [source.path for source in sources if isinstance(source, Source)]
    tally = Tally()
    with (
        answering(output, is_resumable=is_file),
        open_output(errors, inputs=[*inputs, output]) if errors else nullcontext() as write_error,
        open_journal(output, inputs=inputs, resume=resume)
        if is_file
        else open_output(output, inputs=inputs) as sink,
        open_staff(
            Work(model, trace=trace, with_text=with_text),
            jobs=jobs,
            timeout=TIMEOUT if timeout is None and jobs > 1 else timeout,
            waits=not all(map(_is_at_hand, paths)),
        ) as staff,
        showing(progress, tally, len(sources), is_file=is_file, is_shared=_is_terminal(output)) as update,
    ):

        def run(known: Mapping[str, Known]) -> Iterator[Outcome]:
            for outcome in staff.run(find_items(paths, published=published), known):
                tally.add(outcome)
                if isinstance(outcome, Failure):
                    complain(f"{outcome.path}: {outcome.message}")
                    if write_error:
                        write_error(outcome.to_json())
                yield outcome
                update()

        if isinstance(sink, Journal):
            sink.begin(staff.fingerprint() | {"published": published})
            for outcome in run(sink.known):
                sink.write(outcome)
            sink.finish(_converter(format))
        else:
            for piece in _pieces(format, output, (each.line for each in run({}) if isinstance(each, Done))):
                sink(piece)
    raise typer.Exit(FAILED if tally.failed else 0)


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
    with answering(STDOUT), open_output(STDOUT) as write:
        try:
            article = read_article(_readable(sources[0]), published=published)
        except ReadingError as error:
            complain(str(error))
            raise typer.Exit(FAILED) from None
        from extractor import Extractor
        from extractor.output.explain import explanation
        from extractor.output.table import render

        width, color = screen(STDOUT)
        record = Extractor(trace=True, with_text=True).extract(article)
        write(render(explanation(record, color=color), width=width, color=color))


def _readable(source: Source | ReadingError) -> Source:
    if isinstance(source, ReadingError):
        raise source
    return source


def _pieces(format: Format, output: str, lines: Iterator[str]) -> Iterable[str]:
    """What is written to ``output``, a piece at a time."""
    if format is Format.jsonl:
        return lines
    from extractor.schema import Extraction

    return _formatter(format, output)(map(Extraction.model_validate_json, lines))


def _converter(format: Format) -> Convert | None:
    """How finished records become a file of another form; None where they are it."""
    if format is Format.jsonl:
        return None

    def convert(records: Iterator[Extraction], path: str) -> None:
        with open_output(path) as write:
            for piece in _formatter(format, path)(records):
                write(piece)

    return convert


def _formatter(format: Format, output: str) -> Callable[[Iterable[Extraction]], Iterator[str]]:
    from extractor.output.formats import json_array

    if format is Format.json:
        return json_array
    from extractor.output.table import tables

    width, color = screen(output)
    return lambda records: tables(records, width=width, color=color)


def _is_at_hand(path: str) -> bool:
    """Whether reading ``path`` does not wait for anybody."""
    mode = Path(path).stat().st_mode if path != STDIN and Path(path).exists() else 0
    return path != STDIN and (not mode or stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_terminal(output: str) -> bool:
    return output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
