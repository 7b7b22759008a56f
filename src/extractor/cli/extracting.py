"""Commands that read articles: extract, explain."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.batch.copies import mark_copies
from extractor.batch.journal import open_journal
from extractor.batch.run import Engine, open_staff
from extractor.batch.work import Done, Failure, Fingerprint, Known, Outcome, Work
from extractor.cli.inputs import DateField, IdField, Manifest, Paths, StdinFormat, TextField, name_inputs
from extractor.cli.progress import Progress, Tally, showing
from extractor.cli.shared import FAILED, Published, answering, complain, screen, tell_reduced_mode
from extractor.errors import ReadingError
from extractor.output.kinds import Format
from extractor.output.sink import STDOUT, is_special, open_output
from extractor.reading.item import Item, ReadingFailure, read_item
from extractor.reading.items import find_items
from extractor.reading.opening import STDIN
from extractor.reading.paths import File, find_files
from extractor.reading.rows import TEXT, Fields

if TYPE_CHECKING:
    from extractor.schema import Extraction

TIMEOUT = 600.0
"""Seconds a document, where there are several workers: far more than any article takes."""


class Quotes(StrEnum):
    """Which quotes are extracted."""

    all = "all"
    deals = "deals"


def extract(
    paths: Paths = None,
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
        Format, typer.Option("--format", help="One record a line, an array, tables to read, or to work with.")
    ] = Format.jsonl,
    trace: Annotated[
        bool, typer.Option("--trace", help="Add which rule read each value, and what lost.")
    ] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each article's text.")] = False,
    mark_duplicates: Annotated[
        bool,
        typer.Option(
            "--mark-duplicates", help="Add to a document that repeats an earlier one which it repeats."
        ),
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A spaCy model, by name or path.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Work in N processes.")] = 1,
    parts: Annotated[
        bool,
        typer.Option(
            "--parts", help="Have the workers of a cluster read the inputs, and write parts into folder FILE."
        ),
    ] = False,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Work on this machine, or on a Dask cluster.")
    ] = Engine.local,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="The Dask cluster's; else one of N processes is started here.",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            min=0.001,
            metavar="SECONDS",
            help="Give up on a document after so long (with workers: 600).",
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
    quotes: Annotated[
        Quotes, typer.Option("--quotes", help="All quotes, or only those of articles with a deal.")
    ] = Quotes.all,
    triage: Annotated[
        bool,
        typer.Option("--triage/--no-triage", help="Parse only what can hold something, or every word."),
    ] = True,
) -> None:
    """Extract the deals of articles, one record a document."""
    is_file = parts or not is_special(output)
    if resume and not is_file:
        raise typer.BadParameter("needs a file to go on with: give --output FILE.", param_hint="--resume")
    if errors and os.path.realpath(errors) == os.path.realpath(output):
        raise typer.BadParameter("is the output too: choose another file.", param_hint="--errors")
    if scheduler and engine is not Engine.dask:
        raise typer.BadParameter("is a Dask cluster's: give --engine dask too.", param_hint="--scheduler")
    if parts:
        _check_parts(engine, output, format, mark_duplicates=mark_duplicates)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    work = Work(
        model,
        trace=trace,
        with_text=with_text,
        quotes=quotes.value,
        triage=triage,
        mark_duplicates=mark_duplicates,
    )
    tally = Tally()
    with answering(output, is_resumable=is_file):
        tell_reduced_mode(model)
        named = name_inputs(paths, manifest)
        fields = Fields(text_field, id_field, date_field)
        items = find_items(named, fields=fields, published=published, stdin=stdin_format)
        files = list(find_files(named, stdin=stdin_format))
        inputs = [*(file.path for file in files if isinstance(file, File)), *filter(None, [manifest])]
        with (
            open_output(errors, inputs=[*inputs, output]) if errors else nullcontext() as write_error,
            open_staff(
                work,
                jobs=jobs,
                timeout=TIMEOUT if timeout is None and (jobs > 1 or engine is Engine.dask) else timeout,
                waits=not all(map(_is_at_hand, named)),
                engine=engine,
                scheduler=scheduler,
            ) as staff,
            showing(
                progress, tally, _count(files), is_file=is_file, is_shared=_is_terminal(output)
            ) as update,
        ):

            def follow(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
                for outcome in outcomes:
                    tally.add(outcome)
                    if isinstance(outcome, Failure):
                        complain(f"{outcome.path}: {outcome.message}")
                        if write_error:
                            write_error(outcome.to_json())
                    yield outcome
                    update()

            def run(known: Mapping[str, Known]) -> Iterator[Outcome]:
                outcomes = staff.run(items, known)
                return follow(mark_copies(outcomes) if mark_duplicates else outcomes)

            options: Fingerprint = {"published": published, "fields": str(fields)}
            if parts:
                from extractor.batch.cluster import Cluster
                from extractor.batch.parts import Reading, check_files, clear_others, open_parts, plan_parts

                assert isinstance(staff, Cluster)
                check_files(files)
                begun = staff.fingerprint() | options | {"format": format}
                with open_parts(output, begun, inputs=inputs, resume=resume) as folder:
                    plan = list(plan_parts(folder, files, format))
                    for _ in follow(staff.write_parts(plan, Reading(fields, published, format), begun)):
                        pass
                    clear_others(folder, plan)
            elif is_file:
                with open_journal(output, inputs=inputs, resume=resume) as journal:
                    journal.begin(staff.fingerprint() | options)
                    for outcome in run(journal.known):
                        journal.write(outcome)
                    journal.finish(None if format is Format.jsonl else partial(_convert, format))
            else:
                lines = (outcome.line for outcome in run({}) if isinstance(outcome, Done))
                _write_straight(lines, output, format, inputs)
    raise typer.Exit(FAILED if tally.failed else 0)


def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="One article, or - for standard input.")],
    published: Published = None,
) -> None:
    """Show what was read in one article, where, and why."""
    items = find_items([path], published=published)
    first, others = next(items), sum(1 for _ in items)
    if others:
        raise typer.BadParameter(f"{path} holds {1 + others} articles: name one of them.", param_hint="PATH")
    with answering(STDOUT), open_output(STDOUT) as write:
        try:
            article = read_item(_readable(first))
        except ReadingError as error:
            complain(str(error))
            raise typer.Exit(FAILED) from None
        tell_reduced_mode()
        from extractor import Extractor
        from extractor.output.explain import explanation
        from extractor.output.table import render

        width, color = screen(STDOUT)
        record = Extractor(trace=True, with_text=True).extract(article)
        write(render(explanation(record, color=color), width=width, color=color))


def _check_parts(engine: Engine, output: str, format: Format, *, mark_duplicates: bool) -> None:
    """Wrong usage where parts cannot be had."""
    problem = (
        "is done by a cluster's workers: give --engine dask too."
        if engine is not Engine.dask
        else "needs a folder: give --output FOLDER."
        if output == STDOUT
        else f"is JSON Lines or Parquet, not {format}: convert them afterwards."
        if format not in (Format.jsonl, Format.parquet)
        else "cannot go with --mark-duplicates, for which documents go one by one."
        if mark_duplicates
        else None
    )
    if problem:
        raise typer.BadParameter(problem, param_hint="--parts")


def _readable(item: Item | ReadingFailure) -> Item:
    if isinstance(item, ReadingFailure):
        raise ReadingError(item.message)
    return item


def _count(files: list[File | ReadingFailure]) -> int | None:
    """How many documents there are, where that can be told without opening a file."""
    is_known = all(isinstance(each, ReadingFailure) or each.kind.is_one_document for each in files)
    return len(files) if is_known else None


def _write_straight(lines: Iterator[str], output: str, format: Format, inputs: list[str]) -> None:
    """Write each record as it comes to standard output, a pipe or a device."""
    if format not in (Format.jsonl, Format.table):
        _convert(format, _records(lines), output, inputs)
        return
    with open_output(output, inputs=inputs) as write:
        if format is Format.table:
            from extractor.output.table import tables

            width, color = screen(output)
            lines = tables(_records(lines), width=width, color=color)
        for line in lines:
            write(line)


def _records(lines: Iterator[str]) -> Iterator[Extraction]:
    from extractor.schema import Extraction

    return map(Extraction.model_validate_json, lines)


def _convert(format: Format, records: Iterator[Extraction], path: str, inputs: Iterable[str] = ()) -> None:
    from extractor.output.writers import write_records

    write_records(records, path, format, inputs=inputs)


def _is_at_hand(path: str) -> bool:
    """Whether reading ``path`` does not wait for anybody."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):  # it is told where the file is looked for
        return path != STDIN
    return path != STDIN and (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_terminal(output: str) -> bool:
    return output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
