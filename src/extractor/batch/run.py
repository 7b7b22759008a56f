"""Documents to outcomes, by this process, a pool of them or a cluster: the answer is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from extractor.batch.chunks import MOST, chunks_of
from extractor.batch.pool import Pool
from extractor.batch.work import Fingerprint, Input, Known, Outcome, Work


class Engine(StrEnum):
    """What the processes run on."""

    local = "local"
    dask = "dask"


class Staff(Protocol):
    """Who does the work."""

    def fingerprint(self) -> Fingerprint:
        """What the work goes by. Raises ModelError, and where no worker can be had another ExtractorError."""

    def run(self, items: Iterable[Input], known: Mapping[str, Known]) -> Iterator[Outcome]:
        """The outcome of each item, in order. Raises what ``items`` raises, and what ``fingerprint`` does."""


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
    work: Work,
    *,
    jobs: int = 1,
    timeout: float | None = None,
    waits: bool = False,
    engine: Engine = Engine.local,
    scheduler: str | None = None,
) -> Iterator[Staff]:
    """Who does the work: this process, or ``jobs`` workers where there are several or one has to be watched.

    ``timeout`` is in seconds a document. ``waits``: documents may be long in coming, so each is done at once.
    ``scheduler`` is a Dask cluster's address. Raises MissingPackageError and ClusterError where there is none.
    """
    if engine is Engine.dask:
        from extractor.batch.cluster import open_cluster

        with open_cluster(work, jobs=jobs, timeout=timeout, scheduler=scheduler) as cluster:
            yield cluster
    elif jobs == 1 and timeout is None:
        yield InProcess(work, 1 if waits else MOST)
    else:
        with Pool(work, jobs=jobs, timeout=timeout) as pool:
            yield pool
