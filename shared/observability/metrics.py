"""What Prometheus is told: counted here as it happens, or asked of a database at the scrape."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric

WEB_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LAG_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 7200)

http_requests = Counter(
    "sightline_http_requests", "Requests answered", ("service", "method", "route", "status")
)
http_request_seconds = Histogram(
    "sightline_http_request_seconds", "Time to answer", ("service", "method", "route"), buckets=WEB_S
)
relay_confirms = Counter("sightline_relay_confirms", "Events the broker confirmed", ("service",))
relay_refused = Counter("sightline_relay_refused", "Events the broker returned or refused", ("service",))
relay_failures = Counter("sightline_relay_failures", "Times the relay lost broker or database", ("service",))
consumer_outcomes = Counter(
    "sightline_consumer_events", "Events taken, by what became of them", ("service", "outcome")
)
event_lag_seconds = Histogram(
    "sightline_event_lag_seconds",
    "From happening to effect here, newest event of a batch",
    ("service",),
    buckets=LAG_S,
)
job_seconds = Histogram("sightline_job_seconds", "Time a job took", ("service", "job", "outcome"))
orphaned_work = Gauge(
    "sightline_orphaned_work",
    "Open work of people who have left, when last counted",
    ("service",),
    multiprocess_mode="mostrecent",
)
report_seconds = Histogram("sightline_report_seconds", "Time to make a report", ("kind",))
worker_beat_age = Gauge(
    "sightline_worker_beat_age_seconds",
    "Since a worker's loop last went round",
    ("service", "loop"),
    multiprocess_mode="max",
)

Gauges = Callable[[], Iterator[tuple[str, str, dict[str, str], float]]]


class Asked:
    """Gauges that are read when Prometheus asks: ``(name, help, labels, value)``.

    A source that fails leaves its gauges out: an absent series fires an alert, a stale one would not.
    """

    def __init__(self, sources: list[Gauges]) -> None:
        self._sources = sources

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        families: dict[str, GaugeMetricFamily] = {}
        failed = GaugeMetricFamily(
            "sightline_unreadable_gauges", "Sources that could not be read at this scrape"
        )
        failures = 0
        for source in list(self._sources):
            try:
                for name, text, labels, value in source():
                    family = families.setdefault(name, GaugeMetricFamily(name, text, labels=tuple(labels)))
                    family.add_metric(tuple(labels.values()), value)
            except Exception:
                failures += 1
        failed.add_metric((), failures)
        yield failed
        yield from families.values()


_sources: list[Gauges] = []
_asked = CollectorRegistry()
_asked.register(Asked(_sources))


def ask(source: Gauges) -> Callable[[], None]:
    """Have these gauges read at every scrape of this process, until the returned function is called."""
    _sources.append(source)
    return lambda: _sources.remove(source) if source in _sources else None


def exposition() -> tuple[bytes, str]:
    """The body and content type of ``/metrics``, of all processes that share ``PROMETHEUS_MULTIPROC_DIR``."""
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(_asked), CONTENT_TYPE_LATEST
