"""How much the service takes on."""

from __future__ import annotations

import os
from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request, and all of them together, may cost."""

    _: KW_ONLY
    workers: int = min(4, os.cpu_count() or 1)
    """Processes; each holds the language model (some 250 MB)."""
    queue: int = 32
    """Requests that may wait for a worker; one more is answered 429."""
    body: int = 200_000
    """Bytes of a request; one more is answered 413. An article has some thousands."""
    articles: int = 100
    """In one request."""
    seconds: float = 30.0
    """For a whole request, its arrival, its wait and its work; then it is answered 408."""
    idle: float = 10.0
    """Seconds that a connection may take to bring a request's head; then it is answered 408, or closed."""
    connections: int = 800
    """Open at a time; one more is answered 503."""
