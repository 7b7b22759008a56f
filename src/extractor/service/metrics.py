"""What the service counts, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from extractor.batch.work import Done
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
        self._articles = Counter("extractor_articles", "Articles read", registry=self._registry)
        self._words = Counter("extractor_words", "Words of them", registry=self._registry)
        self._deals = Counter("extractor_deals", "Deals found in them", registry=self._registry)
        waiting = Gauge("extractor_taken", "Requests that wait or are worked on", registry=self._registry)
        waiting.set_function(taken)
        Gauge("extractor_workers", "Processes that read articles", registry=self._registry).set(
            limits.workers
        )
        Gauge("extractor_queue_limit", "Requests that may wait", registry=self._registry).set(limits.queue)

    def count(self, records: list[Done]) -> None:
        """What was read."""
        self._articles.inc(len(records))
        self._words.inc(sum(record.words for record in records))
        self._deals.inc(sum(record.deals for record in records))

    def text(self) -> bytes:
        """In the text format, version 0.0.4."""
        return generate_latest(self._registry)
