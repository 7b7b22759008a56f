"""The command that makes one record of a deal across documents: merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.shared import FAILED, answering, complain
from extractor.errors import ReadingError
from extractor.output.sink import STDOUT, open_output

if TYPE_CHECKING:
    from extractor.schema import Extraction


def merge(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Records (JSON Lines, of extract), or - for standard input."),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears only when whole."),
    ] = STDOUT,
) -> None:
    """Make one record of each deal across documents: all sources, the status in time, every conflict.

    Where the records have their texts (extract --with-text), near-duplicate documents are found and count as one
    source.
    """
    failures: list[str] = []
    with answering(output), open_output(output, inputs=files) as write:
        from extractor.merging import merge
        from extractor.output.formats import json_lines

        for line in json_lines(merge(_records(files, failures))):
            write(line)
    raise typer.Exit(FAILED if failures else 0)


def _records(files: list[str], failures: list[str]) -> Iterator[Extraction]:
    """The records of all files; a line that is none is told and noted, the others go on."""
    from extractor.output.readers import lines_of, parse_record

    for file in files:
        lines = lines_of(file)
        while True:
            try:
                line = next(lines, None)
                if line is None:
                    break
                yield parse_record(*line, is_lossy=True)
            except ReadingError as error:
                failures.append(str(error))
                complain(failures[-1])
