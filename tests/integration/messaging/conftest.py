"""A small consuming service of the tests' own, and the two ends it hangs between."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from shared.contracts.events.activities import PlanAgreed
from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.inbox import Delivery, on
from shared.inbox.batch import bodies_of
from shared.inbox.consumer import Consumer
from shared.messaging.embedded import EmbeddedBroker
from shared.outbox.relay import Relay


def plan(target: int = 1, plan_id: UUID | None = None) -> PlanAgreed:
    return PlanAgreed(
        area="early-help",
        plan_id=plan_id or uuid4(),
        service="targeted-youth",
        month=date(2025, 9, 1),
        kind="case_file_audit",
        target=target,
    )


def eventually(check: Callable[[], bool], within_s: float = 15) -> None:
    """Poll until it holds. Raises: AssertionError at the deadline."""
    deadline = time.monotonic() + within_s
    while not check():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.01)


def scalar(database: Database, sql: str) -> Any:
    with database.engine.connect() as connection:
        return connection.execute(text(sql)).scalar()


@dataclass
class Seen:
    """What the consuming service's handler was given; it refuses targets in ``poison``."""

    poison: set[int] = field(default_factory=set)
    batches: list[list[Delivery]] = field(default_factory=list)


@dataclass
class Line:
    """One producing database, one consuming database, a broker between them."""

    producer: Database
    consumer: Database
    broker: EmbeddedBroker
    seen: Seen
    relay: Relay
    worker: Consumer

    def emit(self, *events: PlanAgreed, sequence: int = 1) -> None:
        with self.producer.work(UnitOfWork, actor="P0001") as uow:
            for one in events:
                uow.emit(one, sequence=sequence)
            uow.commit()

    def relay_all(self) -> None:
        publisher = self.broker.publisher()
        while self.relay.cycle(publisher):
            pass

    def may_be_tried_again(self) -> None:
        """Let the time pass that what was refused waits."""
        with self.producer.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE outbox_pending SET retry_at = now() - interval '1 s'")

    def waiting(self) -> list[bytes]:
        """The events in the consumer's queue."""
        return bodies_of(self.broker.subscribe(self.worker.queue.name).receive(500, 0))

    def consume_all(self) -> None:
        subscription = self.broker.subscribe(self.worker.queue.name)
        while batch := subscription.receive(500, 0):
            self.worker.handle(bodies_of(batch))
            subscription.ack(batch)

    def effects(self) -> int:
        return int(scalar(self.consumer, "SELECT count(*) FROM effect"))


@pytest.fixture
def line(database: Callable[..., Database]) -> Line:
    producer, consumer, broker = database(), database(), EmbeddedBroker(database())
    with consumer.engine.begin() as connection:
        connection.execute(text("CREATE TABLE effect (id uuid, target int)"))
    seen = Seen()

    @on(PlanAgreed)
    def take(batch: Sequence[Delivery], uow: UnitOfWork) -> None:
        seen.batches.append(list(batch))
        if bad := [d for d in batch if d.event.target in seen.poison]:
            raise ValueError(f"target {bad[0].event.target} cannot be planned")
        for delivery in batch:
            uow.execute(
                text("INSERT INTO effect VALUES (:id, :target)"),
                {"id": delivery.event.plan_id, "target": delivery.event.target},
            )

    worker = Consumer("testing", consumer, UnitOfWork, [take], broker)
    broker.declare([worker.queue])
    return Line(producer, consumer, broker, seen, Relay(producer, broker, name="testing"), worker)
