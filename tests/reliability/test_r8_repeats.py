"""R8: each real consumer is given every message three times and does everything once."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec
from sqlalchemy import DateTime, select, text

from shared.contracts.registry import type_named
from shared.db.database import Database
from shared.inbox.consumer import Consumer
from shared.messaging.broker import Message
from shared.runtime.service import Service, services
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.test_r12_golden_events import GOLDEN
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until

TIMES = 3
APART = 20  # messages at most between a message and its repeats
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def stories(count: int) -> list[dict[str, Any]]:
    """The golden events told of other activities, actions and reports each time: ids change, relations stay."""
    told = []
    for number in range(count):
        renamed = partial(_renamed, UUID(int=number))
        for path in sorted(GOLDEN.glob("*.json"), key=_organisation_first):
            body = _ID.sub(renamed, path.read_text())
            told.append({**msgspec.json.decode(body), "id": str(uuid4())})
    return told


def _renamed(space: UUID, found: re.Match[str]) -> str:
    return str(uuid5(space, found[0]))


def _organisation_first(path: Any) -> tuple[bool, str]:
    return not path.name.startswith(("unit", "person")), path.name


def repeated(messages: list[Message], chance: random.Random) -> list[Message]:
    """Each message three times, first in order, its repeats a little later among the others."""
    order = [
        (number + (chance.uniform(0, APART) if time else 0), number, message)
        for number, message in enumerate(messages)
        for time in range(TIMES)
    ]
    return [message for _, _, message in sorted(order, key=lambda one: one[:2])]


def effects(service: Service, database: Database) -> Counter[str]:
    """Every row that the service keeps and every event that it told, without the times of day."""
    found: Counter[str] = Counter()
    with database.engine.connect() as connection:
        for table in service.metadata.sorted_tables:
            columns = [column for column in table.columns if not isinstance(column.type, DateTime)]
            rows = connection.execute(select(*columns)).all()  # a count of none is as good as no count
            found.update(f"{table.name} {_plain(row)}" for row in rows if getattr(row, "n", 1))
        told = text("SELECT aggregate, sequence, routing_key FROM event_log")
        found.update(f"told {tuple(row)}" for row in connection.execute(told))
    return found


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(sorted(map(str, value)) if isinstance(value, list) else value for value in row)


class Counting(Consumer):
    """Knows how many messages it was given, repeats and all."""

    def __init__(self, service: str, database: Database, *rest: Any) -> None:
        super().__init__(service, database, *rest)
        self.own, self._handled = database, 0

    def handle(self, bodies: Sequence[bytes]) -> None:
        super().handle(bodies)
        self._handled += len(bodies)

    def has_taken(self, count: int) -> bool:
        return self._handled >= count


def readers() -> Iterator[Service]:
    return (service for service in services().values() if service.handlers)


@forms(short=8, full=400)
def test_what_is_delivered_three_times_takes_effect_once(
    stage: Stage, size: int, conclude: Callable[[Verdict], None]
) -> None:
    told = stories(size)
    messages = [
        Message(UUID(one["id"]), type_named(one["type"]).routing_key(one["area"]), msgspec.json.encode(one))
        for one in told
    ]
    consumers = [
        Counting(one.name, stage.database(one.name), one.work, one.handlers, stage.broker)
        for one in readers()
    ]
    stage.broker.declare([one.queue for one in consumers])
    publisher = stage.broker.publisher()
    refused = publisher.publish(repeated(messages, random.Random(8)))
    publisher.close()
    assert not refused
    for consumer in consumers:
        consumer.start()
    verdict, same = Verdict("R8"), 0
    for service, consumer in zip(readers(), consumers, strict=True):
        taken = {kind.name for handler in service.handlers for kind in handler.types}
        mine = [one for one in told if one["type"] in taken]
        until(
            partial(consumer.has_taken, TIMES * len(mine)), 120, f"{service.name} did not take its messages"
        )
        consumer.stop()
        once = effects(service, _told_once(stage, service, mine))
        verdict.compare(service.name, once.elements(), effects(service, consumer.own).elements())
        same += once.total()
    verdict.ok = same - verdict.lost
    verdict.note = f"effects of {len(messages)} messages, each {TIMES} times, to {len(consumers)} consumers"
    conclude(verdict)


def _told_once(stage: Stage, service: Service, mine: list[dict[str, Any]]) -> Database:
    """What the same consumer does that is told everything once, in order."""
    twin: Database = stage.servers.databases.make(service.name, pool_size=2)
    consumer = Consumer(service.name, twin, service.work, service.handlers, stage.broker)
    for first in range(0, len(mine), 100):
        consumer.handle([msgspec.json.encode(one) for one in mine[first : first + 100]])
    return twin
