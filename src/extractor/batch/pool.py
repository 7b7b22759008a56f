"""Workers side by side: documents in, outcomes out in the same order, whatever happens to a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Self

from extractor.batch.chunks import Chunk, known_of, most_within
from extractor.batch.employee import DismissedError, Employee
from extractor.batch.work import Fingerprint, Input, Known, Outcome, Work

AHEAD = 4
"""Chunks for each worker that may be in memory, done or not."""


@dataclass(slots=True)
class _Task:
    """A chunk that a worker has taken."""

    chunk: Chunk
    outcomes: list[Outcome] | None = None


class Pool:
    """``jobs`` workers, each a process with a thread that speaks to it.

    A document whose worker dies, or does not answer within ``timeout`` seconds, is done again alone; where that
    happens twice while it is alone, it fails.
    """

    def __init__(self, work: Work, *, jobs: int, timeout: float | None) -> None:
        self._most = most_within(timeout)
        self._room = AHEAD * jobs
        self._changed = Condition()  # guards all that follows
        self._waiting = Chunk()  # read, and not yet taken by a worker
        self._tasks: deque[_Task] = deque()  # in the order of the input
        self._is_all_read = self._is_closed = False
        self._known: Mapping[str, Known] = {}
        self._fingerprint: Fingerprint | None = None
        self._fault: BaseException | None = None
        self._employees = [Employee(work, timeout=timeout) for _ in range(jobs)]
        self._threads = [Thread(target=self._serve, args=(each,)) for each in self._employees]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._change():
            self._is_closed = True
        for employee in self._employees:
            employee.dismiss()
        for thread in self._threads:
            thread.join()

    def fingerprint(self) -> Fingerprint:
        """What the work goes by, as the first worker that is ready says. Raises ModelError and WorkerError."""
        with self._changed:
            self._wait_for(lambda: self._fingerprint is not None)
            assert self._fingerprint is not None
            return self._fingerprint

    def run(self, items: Iterable[Input], known: Mapping[str, Known]) -> Iterator[Outcome]:
        """The outcome of each item, in order; once, for the workers go home. Raises what ``items`` raises, ModelError and WorkerError."""
        if self._is_all_read:
            raise RuntimeError("a pool runs once: open another")
        self._known = known
        Thread(target=self._feed, args=(items,), daemon=True).start()  # it may wait for a document for ever
        while True:
            with self._changed:
                self._wait_for(
                    lambda: self._is_all_done() or (self._tasks and self._tasks[0].outcomes is not None)
                )
                if not self._tasks:
                    return
                outcomes = self._tasks[0].outcomes
            yield from outcomes or ()
            with self._change():
                self._tasks.popleft()

    def _is_all_done(self) -> bool:
        return self._is_all_read and not self._waiting and not self._tasks

    def _feed(self, items: Iterable[Input]) -> None:
        """Read ahead by one chunk."""
        with self._told():
            for item in items:
                with self._changed:
                    while not (self._is_closed or self._waiting.has_room(item, self._most)):
                        self._changed.wait()
                    if self._is_closed:
                        return
                    self._waiting.append(item)
                    self._changed.notify_all()
            with self._change():
                self._is_all_read = True

    def _serve(self, employee: Employee) -> None:
        """Have one worker do chunk after chunk."""
        with self._told(), closing(employee):
            fingerprint = employee.start()
            with self._change():
                self._fingerprint = fingerprint
            while (task := self._take()) is not None:
                outcomes = employee.outcomes(task.chunk, known_of(task.chunk, self._known))
                with self._change():
                    task.outcomes = outcomes

    def _take(self) -> _Task | None:
        """What has been read, as soon as there is something; None at the end."""
        with self._change():
            self._changed.wait_for(
                lambda: (
                    self._is_closed
                    or (self._is_all_read and not self._waiting)
                    or (self._waiting and len(self._tasks) < self._room)
                )
            )
            if self._is_closed or not self._waiting:
                return None
            task, self._waiting = _Task(self._waiting), Chunk()
            self._tasks.append(task)
            return task

    def _wait_for(self, event: Callable[[], object]) -> None:
        """Wait for ``event``; raise what has gone wrong meanwhile."""
        self._changed.wait_for(lambda: self._fault or event())
        if self._fault is not None:
            raise self._fault

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._changed:
            yield
            self._changed.notify_all()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong in a thread is raised where the run is waited for."""
        try:
            yield
        except DismissedError:
            pass
        except BaseException as error:
            with self._change():
                self._fault = self._fault or error
