"""Documents to outcomes, by this process or by a pool of them: the answer is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from extractor.batch.chunks import MOST, chunks_of
from extractor.batch.pool import Pool
from extractor.batch.work import Fingerprint, Input, Known, Outcome, Work


@dataclass(frozen=True, slots=True)
class InProcess:
    """Work that is done here, chunk after chunk."""

    work: Work
    most: int
    """Documents of a chunk: 1 where the next may be long in coming."""

    def fingerprint(self) -> Fingerprint:
        """What the work goes by. Raises ModelError."""
        return self.work.fingerprint()

    def run(self, items: Iterable[Input], known: Mapping[str, Known]) -> Iterator[Outcome]:
        """The outcome of each item, in order. Raises what ``items`` raises, and ModelError."""
        for chunk in chunks_of(items, self.most):
            yield from self.work(chunk, known)


@contextmanager
def open_staff(
    work: Work, *, jobs: int = 1, timeout: float | None = None, waits: bool = False
) -> Iterator[InProcess | Pool]:
    """Who does the work: this process, or ``jobs`` workers where there are several or one has to be watched.

    ``timeout`` is in seconds a document. ``waits``: documents may be long in coming, so each is done at once.
    """
    if jobs == 1 and timeout is None:
        yield InProcess(work, 1 if waits else MOST)
        return
    with Pool(work, jobs=jobs, timeout=timeout) as pool:
        yield pool
