"""R12: every released event is taken by every service that reads it, also with fields that are not known yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from shared.contracts.registry import type_named
from shared.db.database import Database
from shared.inbox import parking
from shared.inbox.consumer import Consumer
from shared.messaging.embedded import EmbeddedBroker
from shared.runtime.service import Service, services
from tests.reliability.survey import ids
from tests.reliability.verdict import Verdict

GOLDEN = Path(__file__).parents[2] / "shared" / "contracts" / "published" / "golden"
Opened = Callable[..., Database]


def examples() -> list[dict[str, Any]]:
    return [msgspec.json.decode(path.read_bytes()) for path in sorted(GOLDEN.glob("*.json"))]


def from_the_future(example: dict[str, Any]) -> dict[str, Any]:
    """The same event as a later release may say it: more fields, in the envelope, the data and what is nested."""

    def grown(value: Any) -> Any:
        if isinstance(value, dict):
            return {**{name: grown(inner) for name, inner in value.items()}, "not_known_yet": {"deep": [1]}}
        return [grown(one) for one in value] if isinstance(value, list) else value

    data = grown(example["data"])
    for name, value in example["data"].items():
        if isinstance(value, dict) and ("domains" in name or name in ("value", "held")):
            data[name] = value  # a map of codes is data, not a struct that may grow
    return {**example, "id": str(uuid4()), "notknownyet": "a later extension", "data": data}


def readings(found: list[dict[str, Any]]) -> Iterator[tuple[Service, dict[str, Any]]]:
    for service in services().values():
        taken = {kind.name for handler in service.handlers for kind in handler.types}
        for example in found:
            if example["type"] in taken:
                yield service, example


def read_all(database: Opened, found: list[dict[str, Any]], verdict: Verdict) -> None:
    """Give each example to each service that reads it; it must be in the inbox, and nothing kept as a failure."""
    broker = EmbeddedBroker(database())
    consumers: dict[str, tuple[Database, Consumer]] = {}
    for service, example in readings(found):
        if service.name not in consumers:
            own = database(service.name)
            consumers[service.name] = (
                own,
                Consumer(service.name, own, service.work, service.handlers, broker),
            )
        own, consumer = consumers[service.name]
        consumer.handle([msgspec.json.encode(example)])
        taken = ids(own, f"SELECT event_id FROM inbox WHERE event_id = '{example['id']}'")
        verdict.ok += len(taken)
        if not taken:
            verdict.lost += 1
            verdict.about.append(f"{service.name} does not take {example['type']}")
    for name, (own, _) in consumers.items():
        for row in parking.listed(own):
            verdict.about.append(f"{name}: {row.type}: {row.reason}")


def test_every_golden_event_is_taken_by_every_present_consumer(
    database: Opened, conclude: Callable[[Verdict], None]
) -> None:
    verdict = Verdict("R12")
    read_all(database, examples(), verdict)
    present = verdict.ok
    read_all(database, [from_the_future(one) for one in examples()], verdict)
    verdict.note = (
        f"{present} readings of {len(examples())} released events, as many with fields from the future"
    )
    conclude(verdict)


def test_there_is_a_golden_example_of_every_event_that_a_service_reads() -> None:
    golden = {type_named(one["type"]).name for one in examples()}
    read = {kind.name for one in services().values() for handler in one.handlers for kind in handler.types}
    assert read <= golden
