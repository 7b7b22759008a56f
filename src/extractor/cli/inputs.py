"""The options that say what is read, and how."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.reading.kinds import kind_of
from extractor.reading.paths import read_manifest
from extractor.reading.rows import DATE, ID


def _check_format(value: str) -> str:
    """``value`` where it is the suffix of a kind that is read; anything else is wrong usage."""
    if kind_of(f"stdin.{value}").format is None:
        raise typer.BadParameter(
            f"{value!r} is no suffix that is read: give jsonl, csv, html.gz and the like."
        )
    return value


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Files, folders, patterns, or - for standard input: see docs/inputs.md."
    ),
]
Manifest = Annotated[
    str | None,
    typer.Option(
        "--manifest", metavar="FILE", help="Read the paths in FILE too (- for standard input), one a line."
    ),
]
TextField = Annotated[
    str, typer.Option("--text-field", metavar="NAME", help="Which field of a row is the article's text.")
]
IdField = Annotated[
    str | None,
    typer.Option(
        "--id-field",
        metavar="NAME",
        help=f"Which is its id; else '{ID}' where it is there, or the row's number.",
    ),
]
DateField = Annotated[
    str | None,
    typer.Option("--date-field", metavar="NAME", help=f"Which is its date; else '{DATE}' where it is there."),
]
StdinFormat = Annotated[
    str,
    typer.Option(
        "--stdin-format",
        metavar="SUFFIX",
        callback=_check_format,
        help="Read standard input as a file with this suffix.",
    ),
]


def name_inputs(paths: list[str] | None, manifest: str | None) -> list[str]:
    """The paths of a command line and its manifest; none at all is wrong usage.

    Raises ReadingError where the manifest cannot be read.
    """
    if not paths and manifest is None:
        raise typer.BadParameter(
            "Missing argument: name a file, a folder, - or a --manifest.", param_hint="PATH"
        )
    return [*(paths or []), *(read_manifest(manifest) if manifest else [])]
