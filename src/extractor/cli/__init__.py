"""The command line: the only package that prints or exits. One module a family of commands.

Exit codes: 0 all well; 1 some document failed, the others are done; 2 wrong usage, or the run could not start
or write its output; 130 interrupted; 141 whoever read the output has gone.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from extractor.cli import (
    annotating,
    assisting,
    contracts,
    converting,
    corpora,
    extracting,
    merging,
    scoring,
    serving,
    viewing,
)
from extractor.version import __version__

app = typer.Typer(
    name="extractor",
    help="Corporate deals out of press articles, each value with the words it was read from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line, in UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="extractor")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit."),
    ] = False,
) -> None:
    pass


_DONE = "Exit code: 0 all well; 1 some document failed, the others are done; 2 wrong usage or no output."
app.command(epilog=_DONE)(extracting.extract)
app.command()(extracting.explain)
app.command(epilog=_DONE)(viewing.view)
app.command()(serving.serve)
app.command(epilog=_DONE)(merging.merge)
app.command()(converting.convert)
app.command()(scoring.evaluate)
app.command()(scoring.compare)
app.command()(scoring.agreement)
app.add_typer(corpora.app)
app.command(epilog=_DONE)(annotating.export)
app.command("import", epilog=_DONE)(annotating.import_)
app.command()(contracts.schema)
app.command()(assisting.mcp)
