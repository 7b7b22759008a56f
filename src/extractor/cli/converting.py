"""The command that turns records from one format into another: convert."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.shared import answering
from extractor.output.kinds import SUFFIXES, format_of

_SUFFIXES = " ".join(SUFFIXES)


def convert(
    source: Annotated[
        str,
        typer.Argument(metavar="IN", help="Records: a file, a folder of Parquet, or - for JSON Lines."),
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="OUT", help=f"What to make, its format told by the suffix ({_SUFFIXES}), or -."
        ),
    ],
) -> None:
    """Turn records from one format into another, none of them lost."""
    with answering(target):
        format = format_of(target)
        from extractor.output.readers import read_records
        from extractor.output.writers import write_records

        write_records(read_records(source), target, format, inputs=[source])
