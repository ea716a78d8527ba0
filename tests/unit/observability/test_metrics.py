"""What Prometheus reads: names, gauges asked at the scrape, and a source that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families as parse

from shared.observability import metrics


@pytest.fixture
def sources() -> Iterator[list[metrics.Gauges]]:
    """No sources but the test's own."""
    before = metrics._sources[:]
    metrics._sources.clear()
    yield metrics._sources
    metrics._sources[:] = before


def test_every_metric_of_ours_says_whose_it_is() -> None:
    ours = [family for family in REGISTRY.collect() if family.name.startswith("sightline_")]
    assert len(ours) >= 9
    assert all(family.documentation for family in ours)


def test_gauges_are_asked_at_every_scrape(sources: list[metrics.Gauges]) -> None:
    waiting = [3.0]

    def source() -> Iterator[tuple[str, str, dict[str, str], float]]:
        yield "sightline_outbox_pending", "Waiting", {"service": "actions"}, waiting[0]

    metrics.ask(source)
    assert value("sightline_outbox_pending") == 3
    waiting[0] = 4
    assert value("sightline_outbox_pending") == 4


def test_a_source_that_fails_is_counted_and_shows_no_old_value(sources: list[metrics.Gauges]) -> None:
    def source() -> Iterator[tuple[str, str, dict[str, str], float]]:
        raise ConnectionError

    metrics.ask(source)
    assert value("sightline_unreadable_gauges") == 1
    assert value("sightline_outbox_pending") is None


def value(name: str) -> float | None:
    body, _ = metrics.exposition()
    return next((s.value for family in parse(body.decode()) for s in family.samples if s.name == name), None)
