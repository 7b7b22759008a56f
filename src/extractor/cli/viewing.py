"""The command that makes a page of articles: view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.batch.run import open_staff
from extractor.batch.work import Done, Failure, Outcome, Work
from extractor.cli.inputs import DateField, IdField, Manifest, Paths, StdinFormat, TextField, name_inputs
from extractor.cli.shared import FAILED, Published, answering, complain, tell_reduced_mode
from extractor.output.sink import STDOUT, open_output
from extractor.reading.items import find_items
from extractor.reading.paths import File, find_files
from extractor.reading.rows import TEXT, Fields

if TYPE_CHECKING:
    from extractor.schema import Extraction


def view(
    paths: Paths = None,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="PAGE", help="Write to PAGE, which appears only when whole."),
    ] = STDOUT,
    title: Annotated[
        str, typer.Option("--title", metavar="WORDS", help="What the page is called.")
    ] = "Deals",
    published: Published = None,
    manifest: Manifest = None,
    text_field: TextField = TEXT,
    id_field: IdField = None,
    date_field: DateField = None,
    stdin_format: StdinFormat = "txt",
) -> None:
    """Write a page of articles with what was read in them marked; it opens in any browser, offline."""
    failures: list[Failure] = []
    with answering(output):
        tell_reduced_mode()
        named = name_inputs(paths, manifest)
        inputs = [file.path for file in find_files(named) if isinstance(file, File)]
        fields = Fields(text_field, id_field, date_field)
        items = find_items(named, fields=fields, published=published, stdin=stdin_format)
        work = Work(trace=True, with_text=True)
        with (
            open_output(output, inputs=[*inputs, *filter(None, [manifest])]) as write,
            open_staff(work) as staff,
        ):
            from extractor.output.page import render_page

            for piece in render_page(_records(staff.run(items, {}), failures), title=title):
                write(piece)
    raise typer.Exit(FAILED if failures else 0)


def _records(outcomes: Iterable[Outcome], failures: list[Failure]) -> Iterator[Extraction]:
    """The record of each document; one that has none is told and noted."""
    from extractor.schema import Extraction

    for outcome in outcomes:
        if isinstance(outcome, Done):
            yield Extraction.model_validate_json(outcome.line)
        elif isinstance(outcome, Failure):
            failures.append(outcome)
            complain(f"{outcome.path}: {outcome.message}")
