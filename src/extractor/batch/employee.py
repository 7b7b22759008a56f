"""The pool's end of one worker: a process that is started when it is needed, and again when it died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Lock, Timer

from extractor.batch.chunks import known_of
from extractor.batch.work import Failure, Fingerprint, Input, Known, Outcome, Work
from extractor.errors import ExtractorError
from extractor.reading.item import Item

_STARTS = 3
"""Times that a process may die before it is ready."""
_TRIES = 2
"""Times that a document may cost its worker while it is alone with it."""
_START_TIME = 300.0
"""Seconds in which it must be ready."""
_END_TIME = 10.0
"""Seconds in which one that has fallen silent must have ended."""


class WorkerError(ExtractorError):
    """No worker can be started."""


class DismissedError(ExtractorError):
    """The pool has no more work."""


class Employee:
    """One worker at a time, for one thread: a process ends with the thread that started it.

    ``dismiss`` alone may be called from another thread.
    """

    def __init__(self, work: Work, *, timeout: float | None) -> None:
        self._work, self.timeout = work, timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[object, object]
        self._limit: float | None = None
        self._is_late = self._is_dismissed = False
        self._lock = Lock()

    def start(self) -> Fingerprint:
        """Have a process ready. Raises what the work raises at its start, WorkerError and DismissedError."""
        for _ in range(_STARTS):
            self._spawn()
            try:
                with self._within(_START_TIME):
                    self._connection.send(self._work)
                    answer = self._connection.recv()
            except (EOFError, OSError):
                reason = self._bury()
            else:
                if isinstance(answer, ExtractorError):
                    raise answer
                return answer  # type: ignore[return-value]
        raise WorkerError(f"the worker {reason} before it was ready; try --jobs 1 to see why")

    def ask(self, items: Sequence[Input], known: Mapping[str, Known]) -> tuple[list[Outcome], str]:
        """The outcomes of ``items``, fewer where the process died or hung, and the reason then."""
        if self._process is None:
            self.start()
        outcomes: list[Outcome] = []
        try:
            with self._within(self.timeout):
                self._connection.send((items, known))
                while len(outcomes) < len(items):
                    outcomes.append(self._connection.recv())  # type: ignore[arg-type]
        except (EOFError, OSError):
            return outcomes, self._bury()
        return outcomes, ""

    def outcomes(self, items: Sequence[Input], known: Mapping[str, Known]) -> list[Outcome]:
        """One outcome each: what a process leaves undone is done again, each item alone."""
        done = self.ask(items, known)[0] if len(items) > 1 else []
        return done + [self._alone(item, known) for item in items[len(done) :]]

    def dismiss(self) -> None:
        """Have the process end at once, and none start any more."""
        with self._lock:
            self._is_dismissed = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Have the process end, and see that it has."""
        self.dismiss()
        if self._process is not None:
            self._process.wait()
            self._connection.close()

    def _alone(self, item: Input, known: Mapping[str, Known]) -> Outcome:
        for _ in range(_TRIES):
            outcomes, reason = self.ask([item], known_of([item], known))
            if outcomes:
                return outcomes[0]
        path = item.name if isinstance(item, Item) else item.path
        advice = "extract it by itself, with --jobs 1 or a longer --timeout"
        return Failure(item.id, path, "worker", f"its worker {reason}, {_TRIES} times; {advice}")

    def _spawn(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        descriptor = theirs.fileno()
        with self._lock, theirs:
            if self._is_dismissed:
                raise DismissedError
            self._process = subprocess.Popen(
                # -P: no module is taken from the working folder
                [sys.executable, "-P", "-m", "extractor.batch.worker", str(descriptor), str(os.getpid())],
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for the parent
            )
        self._connection = ours

    @contextmanager
    def _within(self, seconds: float | None) -> Iterator[None]:
        """Kill the process where the block takes longer; reading from it then ends."""
        self._limit, self._is_late = seconds, False
        if seconds is None:
            yield
            return
        timer = Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        with self._lock:
            self._is_late = True
            if self._process is not None:
                self._process.kill()

    def _bury(self) -> str:
        """End the process, and tell how it ended."""
        assert self._process is not None
        try:
            code = self._process.wait(_END_TIME)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        with self._lock:
            self._process = None
        self._connection.close()
        if self._is_late:
            return f"gave no answer within {self._limit:g} seconds"
        if code < 0:
            return f"was ended by signal {-code} ({signal.strsignal(-code)})"
        return f"ended with exit code {code}"
