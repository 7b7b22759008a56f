"""The same work on a Dask cluster: each thread of its workers has a process of ours, watched as those of a pool are.

So a document that kills or hangs costs no Dask worker; one that is lost all the same is Dask's to make good.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import get_ident
from typing import Any
from uuid import uuid4

from extractor.batch.chunks import chunks_of, known_of, most_within
from extractor.batch.employee import Employee
from extractor.batch.parts import Part, Reading, write_part
from extractor.batch.pool import AHEAD
from extractor.batch.work import Fingerprint, Input, Known, Outcome, Work
from extractor.errors import ExtractorError
from extractor.extras import load_extra


class ClusterError(ExtractorError):
    """The cluster is not there, or fails more often than it can be helped."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What a run asks of each worker."""

    work: Work
    timeout: float | None
    """Seconds a document."""
    id: str = field(default_factory=lambda: uuid4().hex)


_Task = Callable[[Employee], list[Outcome]]


class Cluster:
    """A run's work on the cluster of ``client``, a ``distributed.Client``."""

    def __init__(self, client: Any, work: Work, *, timeout: float | None) -> None:
        self._client, self._job = client, _Job(work, timeout)
        self._fingerprint: Fingerprint | None = None

    def fingerprint(self) -> Fingerprint:
        """What the work goes by, as the first worker that is asked says. Raises ModelError and ClusterError."""
        if self._fingerprint is None:
            self._fingerprint = self._result(self._client.submit(_fingerprint, self._job, pure=False))
        return self._fingerprint

    def run(self, items: Iterable[Input], known: Mapping[str, Known]) -> Iterator[Outcome]:
        """The outcome of each item, in order. Raises what ``items`` raises, ModelError and ClusterError."""
        chunks = chunks_of(items, most_within(self._job.timeout))
        return self._do(
            partial(Employee.outcomes, items=chunk, known=known_of(chunk, known)) for chunk in chunks
        )

    def write_parts(self, parts: Iterable[Part], reading: Reading, begun: Fingerprint) -> Iterator[Outcome]:
        """Have ``parts`` read and written where the workers are; each outcome in order, without its record.

        ``begun`` is what the run goes by. Raises what ``run`` does, and OutputError.
        """
        return self._do(partial(write_part, part=part, reading=reading, fingerprint=begun) for part in parts)

    def close(self) -> None:
        """Have the workers' processes for this run end."""
        self._client.run(_let_go, self._job, on_error="ignore")

    def _do(self, tasks: Iterable[_Task]) -> Iterator[Outcome]:
        """The outcomes of ``tasks``, in order; some are on their way ahead of the one that is waited for."""
        begun = self.fingerprint()
        waiting: deque[Any] = deque()
        for task in tasks:
            while waiting and (waiting[0].done() or len(waiting) >= self._room()):
                yield from self._result(waiting.popleft())
            waiting.append(self._client.submit(_do, self._job, begun, task, pure=False))
        while waiting:
            yield from self._result(waiting.popleft())

    def _room(self) -> int:
        """Tasks that may be on their way; workers may come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return AHEAD * max(1, sum(threads.values()))

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            raise ClusterError(
                f"the cluster lost {error.allowed_failures + 1} workers over the same documents;"
                " see their logs, and whether they have memory enough"
            ) from error
        except (CancelledError, OSError) as error:
            raise ClusterError(f"the cluster has gone ({error}); start it again") from error


@contextmanager
def open_cluster(work: Work, *, jobs: int, timeout: float | None, scheduler: str | None) -> Iterator[Cluster]:
    """The cluster at the address ``scheduler``, or one of ``jobs`` processes on this machine, as long as it is used.

    Raises MissingPackageError, and ClusterError where nobody answers.
    """
    distributed = load_extra("distributed", extra="dask", need="--engine dask needs distributed")
    with _client(distributed, jobs, scheduler) as client:
        cluster = Cluster(client, work, timeout=timeout)
        try:
            yield cluster
        finally:
            cluster.close()


@contextmanager
def _client(distributed: Any, jobs: int, scheduler: str | None) -> Iterator[Any]:
    if scheduler is not None:
        try:
            client = distributed.Client(scheduler)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"{scheduler}: no Dask scheduler answers ({error}); check the address"
            ) from error
        with client:
            yield client
        return
    with (
        distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


_employees: dict[int, tuple[_Job, Employee, Fingerprint]] = {}
"""Of a Dask worker: by thread, the process that works for it, for the job that came last."""


def _do(job: _Job, begun: Fingerprint, task: _Task) -> list[Outcome]:
    """In a thread of a Dask worker: have its process do ``task``, if it goes by what the run has ``begun`` with."""
    employee, fingerprint = _employee(job)
    if fingerprint != begun:
        raise ClusterError(
            f"a worker of the cluster goes by {fingerprint}, another by {begun}; install the same on all"
        )
    return task(employee)


def _fingerprint(job: _Job) -> Fingerprint:
    return _employee(job)[1]


def _employee(job: _Job) -> tuple[Employee, Fingerprint]:
    """This thread's process, and what it goes by; it serves one job."""
    thread = get_ident()
    if thread in _employees and _employees[thread][0] != job:
        _employees.pop(thread)[1].close()
    if thread not in _employees:
        employee = Employee(job.work, timeout=job.timeout)
        _employees[thread] = job, employee, employee.start()
    return _employees[thread][1:]


def _let_go(job: _Job) -> None:
    for thread, (its, employee, _) in list(_employees.items()):
        if its == job:
            del _employees[thread]
            employee.dismiss()
