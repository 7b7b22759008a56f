"""What a run says of itself on standard error: how far it is, and at the end what it did."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from extractor.batch.work import Done, Failure, Outcome, Unchanged
from extractor.cli.shared import complain

_INTERVAL = 10.0
"""Seconds between two plain lines."""


class Progress(StrEnum):
    """How a run shows how far it is."""

    auto = "auto"
    rich = "rich"
    plain = "plain"
    none = "none"


@dataclass(slots=True)
class Tally:
    """Counts of a run so far."""

    documents: int = 0
    kept: int = 0
    """Of these, done by an earlier run."""
    deals: int = 0
    failed: int = 0
    words: int = 0
    """Of the documents that this run did."""
    begun: float = field(default_factory=monotonic)

    def add(self, outcome: Outcome) -> None:
        """Count one document."""
        self.documents += 1
        match outcome:
            case Done():
                self.deals += outcome.deals
                self.words += outcome.words
            case Unchanged():
                self.deals += outcome.deals
                self.kept += 1
            case Failure():
                self.failed += 1

    @property
    def rate(self) -> float:
        """Documents a second of those that this run did."""
        return (self.documents - self.kept) / self._seconds

    @property
    def _seconds(self) -> float:
        return max(monotonic() - self.begun, 1e-9)

    def __str__(self) -> str:
        kept = f" ({self.kept:,} from the earlier run)" if self.kept else ""
        return (
            f"documents: {self.documents:,}{kept}, deals: {self.deals:,}, failed: {self.failed:,};"
            f" {self.rate:,.1f} documents/s, {self.words / self._seconds:,.0f} words/s"
        )


@contextmanager
def showing(
    progress: Progress, tally: Tally, total: int | None, *, is_file: bool, is_shared: bool
) -> Iterator[Callable[[], None]]:
    """A function to call after each document; a summary at a good end.

    ``is_file``: the records go to a file. ``is_shared``: they go to the same terminal.
    """
    is_summed_up = progress is not Progress.none
    if progress is Progress.auto:
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        progress = Progress.rich if is_terminal and not is_shared else Progress.none
        is_summed_up = is_file or progress is Progress.rich
    match progress:
        case Progress.rich:
            with _bar(tally, total) as update:
                yield update
        case Progress.plain:
            yield _lines(tally, total)
        case _:
            yield lambda: None
    if is_summed_up:
        complain(str(tally))


def _lines(tally: Tally, total: int | None) -> Callable[[], None]:
    told = tally.begun

    def update() -> None:
        nonlocal told
        if tally.documents == 1 or monotonic() - told >= _INTERVAL:
            told = monotonic()
            complain(f"{tally}" + (f"; {total:,} documents in all" if total else ""))

    return update


@contextmanager
def _bar(tally: Tally, total: int | None) -> Iterator[Callable[[], None]]:
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("Extracting"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]:.1f}/s"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("deals {task.fields[deals]}, failed {task.fields[failed]}"),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate=0.0, deals=0, failed=0)
        yield lambda: bar.update(
            task, completed=tally.documents, rate=tally.rate, deals=tally.deals, failed=tally.failed
        )
