"""Every event has a publisher that exists, a consumer or a reason, and only the relay publishes."""

from __future__ import annotations

import ast

import pytest

from shared.contracts import registered
from shared.inbox.consumer import queue_of
from shared.messaging.routing import matches
from shared.runtime.service import services

from .source import ROOT, imports, modules, parsed

KINDS = list(registered().values())
CALLS_THAT_PUBLISH = {"publish", "basic_publish", "publisher"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_event_is_published_by_a_service_that_exists_and_read_by_one(kind) -> None:
    assert kind.source in services()
    readers = [s.name for s in services().values() if kind in {t for h in s.handlers for t in h.types}]
    assert readers, f"nobody reads {kind.name}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_event_is_emitted_by_its_source_alone(kind) -> None:
    emitters = {
        path.relative_to(ROOT).parts[1]
        for path in modules("services")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == kind.struct.__name__
    }
    assert emitters <= {kind.source}
    assert emitters, f"nothing ever emits {kind.name}"


@pytest.mark.parametrize("service", services().values(), ids=lambda service: service.name)
def test_a_queue_is_bound_to_what_its_service_reads_and_to_nothing_else(service) -> None:
    if not service.handlers:
        return
    queue = queue_of(service.name, service.handlers)
    wanted = {kind for handler in service.handlers for kind in handler.types}
    for kind in KINDS:
        bound = any(matches(pattern, kind.routing_key("early-help")) for pattern in queue.patterns)
        assert bound == (kind in wanted)


def test_only_the_relay_publishes() -> None:
    """A module that can reach a broker either is the broker, or calls nothing that publishes, or is the relay."""
    reach = [
        path
        for path in modules("services", "shared")
        if any(name.startswith(("shared.messaging", "pika", "kombu")) for name in imports(path))
    ]
    assert [path for path in reach if path.relative_to(ROOT).parts[0] == "services"] == []
    found = {
        str(path.relative_to(ROOT))
        for path in reach
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CALLS_THAT_PUBLISH
    }
    assert found == {"shared/outbox/relay.py", "shared/messaging/rabbit_publisher.py"}
