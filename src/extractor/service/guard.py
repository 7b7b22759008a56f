"""Around every request: its head is checked, its time is bounded, its answer dressed, counted and logged.

Of an address only the path's pattern is logged.
"""

from __future__ import annotations

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.service.limits import Limits
from extractor.service.logs import log, log_fault
from extractor.service.metrics import Metrics
from extractor.service.problems import ProblemError, fault

POLICY = "content-security-policy"
_HEADERS = {
    POLICY: "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
MOST_HEAD = 16_384
"""Bytes of all headers together."""
_MOST_TARGET = 8_192
"""Bytes of a path and its query."""


class Guard:
    """An application that never lets an exception, nor an answer without its headers, out."""

    def __init__(self, app: ASGIApp, limits: Limits, metrics: Metrics) -> None:
        self._app, self._limits, self._metrics = app, limits, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answer = _Answer(send)
        try:
            _check_head(scope)
            async with asyncio.timeout(self._limits.seconds):
                await self._app(scope, receive, answer)
        except ProblemError as problem:
            await answer.refuse(problem)
        except TimeoutError:
            await answer.refuse(
                ProblemError(408, f"Not done within {self._limits.seconds:g} seconds."), close=True
            )
        except Exception as error:  # a fault of ours in one request must not show, nor stop the others
            log_fault(error)
            await answer.refuse(fault())
        finally:
            self._note(scope, answer, time.perf_counter() - started)

    def _note(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        path = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(path, answer.status).inc()
        self._metrics.seconds.labels(path).observe(seconds)
        log(
            "request",
            method=method,
            path=path,
            status=answer.status,
            milliseconds=round(seconds * 1000, 1),
            bytes=answer.bytes,
        )


class _Answer:
    """Sends what the application sends, with the headers that every answer has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.bytes = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            present = {name.lower() for name, _ in message["headers"]}
            added = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)

    async def refuse(self, problem: ProblemError, *, close: bool = False) -> None:
        """Answer a problem, unless an answer has begun: that is left broken off."""
        if self.status:
            return
        headers = problem.headers | {"content-length": str(len(problem.body))}
        if close:
            headers["connection"] = "close"
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        await self({"type": "http.response.start", "status": problem.status, "headers": encoded})
        await self({"type": "http.response.body", "body": problem.body})


def _check_head(scope: Scope) -> None:
    if len(scope["raw_path"]) + len(scope["query_string"]) > _MOST_TARGET:
        raise ProblemError(414, f"The address is longer than {_MOST_TARGET} bytes.")
    if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > MOST_HEAD:
        raise ProblemError(431, f"The headers are longer than {MOST_HEAD} bytes.")
