"""The service on a socket: uvicorn, less patient with connections than it is by itself."""

from __future__ import annotations

import asyncio
import logging
import math
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from extractor.errors import ExtractorError
from extractor.service.app import make_app
from extractor.service.guard import MOST_HEAD
from extractor.service.limits import Limits
from extractor.service.logs import JsonLines, log
from extractor.service.pool import Pool
from extractor.service.problems import ProblemError


class ListeningError(ExtractorError):
    """The address is taken, or is not this machine's."""


def serve(host: str, port: int, limits: Limits) -> None:
    """Answer requests until a signal ends it; those that are being worked on are answered first.

    Raises ListeningError where the address is not free, ModelError where the model cannot be loaded.
    """
    logging.basicConfig(handlers=[JsonLines()], level=logging.WARNING)
    with _listen(host, port) as listening, _working(limits) as pool:
        config = uvicorn.Config(
            make_app(pool, limits),
            http=partial(_Impatient, limits),  # type: ignore[arg-type]
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=MOST_HEAD,
            timeout_keep_alive=math.ceil(limits.idle),
            timeout_graceful_shutdown=math.ceil(limits.seconds),
        )
        for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn takes them, ends, and sends them again
            signal.signal(number, lambda *_: None)
        log("ready", address=listening.getsockname()[:2], workers=limits.workers)
        uvicorn.Server(config).run(sockets=[listening])
        log("end")


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # Python says the address once more
        raise ListeningError(
            f"{host} port {port}: cannot be listened to ({reason}); choose another --port or --host"
        ) from None
    with listening:
        yield listening


@contextmanager
def _working(limits: Limits) -> Iterator[Pool]:
    pool = Pool(limits)
    try:
        pool.start()
        yield pool
    finally:
        pool.stop()


class _Impatient(H11Protocol):
    """Lets no connection wait for ever with a request half sent, and only so many connections be."""

    def __init__(self, limits: Limits, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._limits = limits
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it, and start its clock."""
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections:
            self._refuse(ProblemError(503, "Too many connections are open; come back later.", retry_after=1))
        else:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop its clocks."""
        self._relax()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Stop the clock where a request has begun: the application has one of its own."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._relax()

    def on_response_complete(self) -> None:
        """Start it again."""
        super().on_response_complete()
        if self.cycle.response_complete:
            self._expect()

    def pause_writing(self) -> None:
        """Let go a client that does not take its answers."""
        super().pause_writing()
        self._unread = self.loop.call_later(self._limits.idle, self.transport.abort)

    def resume_writing(self) -> None:
        """It takes them."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """What h11 found wrong with a head, by its status."""
        status = getattr(sys.exception(), "error_status_hint", 400)
        self._refuse(ProblemError(status, "The request is not HTTP as it is understood here."))

    def _expect(self) -> None:
        self._relax()
        self._deadline = self.loop.call_later(self._limits.idle, self._give_up)

    def _relax(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        elif self.conn.trailing_data[0] and self.conn.our_state is h11.IDLE:
            self._refuse(ProblemError(408, "The request did not arrive in time."))
        else:
            self.transport.close()

    def _refuse(self, problem: ProblemError) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = problem.headers | {"content-length": str(len(problem.body)), "connection": "close"}
            reason = HTTPStatus(problem.status).phrase
            response = h11.Response(status_code=problem.status, headers=list(headers.items()), reason=reason)
            for event in (response, h11.Data(data=problem.body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
