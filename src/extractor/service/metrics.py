"""What the service counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from extractor.service.limits import Limits


class Metrics:
    """The counts of one service."""

    def __init__(self, limits: Limits, taken: Callable[[], float]) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.requests = Counter(
            "extractor_requests", "Requests answered", ["path", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "extractor_request_seconds",
            "From a request's head to the end of its answer",
            ["path"],
            buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
            registry=self._registry,
        )
        self.articles = Counter("extractor_articles", "Articles read", registry=self._registry)
        self.characters = Counter("extractor_characters", "Characters of them", registry=self._registry)
        waiting = Gauge("extractor_taken", "Requests that wait or are worked on", registry=self._registry)
        waiting.set_function(taken)
        Gauge("extractor_workers", "Processes that read articles", registry=self._registry).set(
            limits.workers
        )
        Gauge("extractor_queue_limit", "Requests that may wait", registry=self._registry).set(limits.queue)

    def text(self) -> bytes:
        """In the text format, version 0.0.4."""
        return generate_latest(self._registry)
