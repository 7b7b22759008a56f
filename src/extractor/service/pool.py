"""The workers: processes that hold the language model, and a bounded queue before them.

Processes, not threads: reading an article is Python from end to end, so that a second thread would win nothing,
and the loop that answers ``/health`` would wait for it. A text that brought a worker down takes no more with it
than the requests that were being worked on. The model is loaded once by each, before the first request.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from typing import ParamSpec, TypeVar

from extractor.errors import ExtractorError
from extractor.service.limits import Limits
from extractor.service.problems import ProblemError
from extractor.service.work import load

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """Runs the functions of ``extractor.service.work`` in the workers."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._executor = self._make()
        self.taken = 0
        """Requests that wait or are being worked on."""
        self.is_ready = False

    def start(self) -> None:
        """Load the model in every worker; ModelError where it cannot be."""
        loading = [self._executor.submit(load) for _ in range(self._limits.workers)]
        for each in loading:
            each.result()
        self.is_ready = True

    async def run(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """What ``work`` returns; ProblemError where too many wait, or a worker is lost.

        Who stops waiting frees no worker: the place is taken until the work is done.
        """
        if self.taken >= self._limits.workers + self._limits.queue:
            raise ProblemError(429, "Too many requests are waiting; send it again later.", retry_after=1)
        try:
            future = self._submit(work, *args, **options)
        except RuntimeError:
            raise ProblemError(503, "The service is stopping.", retry_after=1) from None
        self.taken += 1
        loop = asyncio.get_running_loop()

        def give_back(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop has ended, and nobody counts any more
                loop.call_soon_threadsafe(self._give_back)

        future.add_done_callback(give_back)
        try:
            return await asyncio.wrap_future(future)
        except BrokenProcessPool:
            raise ProblemError(503, "A worker was lost; send the request again.", retry_after=1) from None

    def stop(self) -> None:
        """End the workers when they have done what they do; what waits is not begun."""
        self.is_ready = False
        self._executor.shutdown(cancel_futures=True)

    def _submit(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> Future[T]:
        """To new workers, where one of the old was lost; RuntimeError when the service is stopping."""
        try:
            return self._executor.submit(work, *args, **options)
        except BrokenProcessPool:
            self._executor = self._make()
            return self._executor.submit(work, *args, **options)

    def _give_back(self) -> None:
        self.taken -= 1

    def _make(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._limits.workers, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """A worker ends with its parent, and leaves the keyboard to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    with suppress(ExtractorError):  # is told when ``load`` is asked for
        load()
