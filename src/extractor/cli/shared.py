"""What the commands share: exit codes, options, and how a run answers."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from extractor.errors import ExtractorError, ReducedModeWarning
from extractor.output.sink import PARTIAL, STDOUT, OutputClosedError
from extractor.output.terminal import PLAIN_WIDTH, escape

FAILED, REFUSED, INTERRUPTED, CLOSED = 1, 2, 130, 141


def check_date(value: str | None) -> str | None:
    """``value`` where it is an ISO date; anything else is wrong usage."""
    if value is not None:
        from extractor.schema import check_iso_date

        try:
            check_iso_date(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a date: write YYYY-MM-DD, YYYY-MM or YYYY.") from None
    return value


Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        callback=check_date,
        help="When the articles appeared (YYYY-MM-DD): what 'today' and 'last month' relate to.",
    ),
]

Texts = Annotated[
    str | None, typer.Option("--texts", metavar="DIR", help="Where the texts are, if not beside the gold.")
]
Report = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write the score to FILE as JSON, too.")
]


def screen(output: str) -> tuple[int, bool]:
    """How wide the output is, and whether it shows colours."""
    is_terminal = output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, is_terminal and not is_plain


@contextmanager
def answering(output: str, *, is_resumable: bool = False) -> Iterator[None]:
    """What ends a run early: one line on standard error and the exit code that belongs to it."""
    try:
        yield
    except OutputClosedError:
        raise typer.Exit(CLOSED) from None
    except ExtractorError as error:
        complain(str(error))
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        partial = Path(os.path.realpath(output) + PARTIAL)
        kept = f"; what was done is in {partial}" if output != STDOUT and partial.exists() else ""
        go_on = "; the same command with --resume goes on" if kept and is_resumable else ""
        complain(f"interrupted{kept}{go_on}")
        raise typer.Exit(INTERRUPTED) from None


def tell_reduced_mode(model: str | None = None) -> None:
    """One line where no ``model`` is asked for and the pinned one is not installed; the processes started from here say nothing."""
    from extractor.language import REDUCED, pinned_model

    if model is None and pinned_model() is None:
        complain(REDUCED)
        warnings.simplefilter("ignore", ReducedModeWarning)
        others = os.environ.get("PYTHONWARNINGS")
        os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [others, f"ignore:{REDUCED.partition(':')[0]}"]))


def complain(message: str) -> None:
    """Say ``message`` in one line on standard error, if there is one."""
    if sys.stderr is not None:
        print(f"extractor: {escape(message)}", file=sys.stderr, flush=True)
