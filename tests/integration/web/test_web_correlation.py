"""One correlation id and one trace from the request, through the events, to the last consumer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from shared.contracts import decode
from shared.contracts.envelope import Envelope
from shared.contracts.events.actions import ActionOpened
from shared.contracts.events.activities import ActivitySubmitted
from shared.contracts.registry import Event
from shared.outbox.tables import event_log
from tests.architecture.world import World, living
from tests.servers.databases import Databases


@pytest.fixture
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with living(databases, tmp_path_factory.mktemp("keys")) as world:
        yield world


def told(world: World, service: str, kind: type[Event]) -> list[tuple[Envelope, Event]]:
    with world.platform.databases[service].engine.connect() as connection:
        bodies = connection.execute(select(event_log.c.body)).scalars()
        return [(said, event) for said, event in map(decode, bodies) if isinstance(event, kind)]


def test_an_action_carries_the_ids_of_the_audit_that_opened_it(world: World) -> None:
    audits = {str(event.activity_id): said for said, event in told(world, "activities", ActivitySubmitted)}  # type: ignore[attr-defined]
    opened = told(world, "actions", ActionOpened)
    assert opened
    for said, event in opened:
        audit = audits[str(event.activity_id)]  # type: ignore[attr-defined]
        assert said.correlationid == audit.correlationid
        assert said.traceparent.split("-")[1] == audit.traceparent.split("-")[1]
        assert said.actor == audit.actor
    assert len({said.correlationid for said in audits.values()}) == len(audits)
