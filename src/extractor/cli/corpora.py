"""Commands about folders of gold: corpus check, corpus stats."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Annotated

import typer

from extractor.cli.shared import FAILED, Report, Texts, answering, screen
from extractor.output.sink import STDOUT, open_output
from extractor.output.terminal import defuse, escape

app = typer.Typer(name="corpus", help="Check or count a folder of gold labels.", no_args_is_help=True)

Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of *.gold.json labels.")]


@app.command(epilog="Exit code: 0 no fault; 1 faults, each on a line; 2 wrong usage or no gold.")
def check(folder: Folder, texts: Texts = None) -> None:
    """Validate gold against its texts, its schema and the other articles; a line for each fault."""
    with answering(STDOUT), open_output(STDOUT) as write:
        from extractor.annotation.check import check_corpus

        checked = check_corpus(folder, texts)
        for fault in checked.faults:
            write(f"{escape(str(fault))}\n")
        write(f"{checked.documents} documents, {len(checked.faults)} faults\n")
    raise typer.Exit(FAILED if checked.faults else 0)


@app.command()
def stats(folder: Folder, texts: Texts = None, report: Report = None) -> None:
    """Count a folder of gold by document, kind, status, currency and field."""
    with answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        write_json = outputs.enter_context(open_output(report)) if report else None

        from extractor.annotation.stats import count_corpus, print_stats
        from extractor.output.table import draw

        counted = count_corpus(folder, texts)
        if write_json:
            write_json(json.dumps(counted.to_dict(), indent=2, ensure_ascii=False) + "\n")
        width, _ = screen(STDOUT)
        write(defuse(draw(lambda console: print_stats(counted, console), width=width, color=False)))
