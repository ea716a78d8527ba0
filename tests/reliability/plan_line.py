"""The messaging line with nothing around it: commands in one database, effects in another, RabbitMQ between them.

Each role is a function for a process of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, Table, Uuid, text
from sqlalchemy.exc import IntegrityError

from shared.contracts.events.activities import PlanAgreed
from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.inbox import Delivery, on
from shared.inbox.consumer import Consumer, queue_of
from shared.messaging.rabbit import RabbitBroker
from shared.outbox.relay import Relay
from tests.reliability.crash_points import CrashPoint, arm
from tests.reliability.stage import Stage

SERVICE = "reliability"
PATIENCE_S = 60
metadata = MetaData()
captured = Table("captured", metadata, Column("id", Uuid, primary_key=True), Column("target", Integer))
effect = Table("effect", metadata, Column("id", Uuid), Column("sequence", Integer))


@on(PlanAgreed)
def take(batch: Sequence[Delivery], uow: UnitOfWork) -> None:
    """One row for each event: a repeat that got through would show."""
    rows = [
        {"id": one.event.plan_id, "sequence": one.sequence}
        for one in batch
        if isinstance(one.event, PlanAgreed)
    ]
    uow.insert_many(effect, rows)


QUEUE = queue_of(SERVICE, [take])


@dataclass(frozen=True, slots=True)
class Line:
    """Addresses, so that a process of its own can open them."""

    producer: str
    consumer: str
    broker: str

    @classmethod
    def on(cls, stage: Stage) -> Line:
        """Databases with their tables, and the queue."""
        producer, consumer = stage.database("producer"), stage.database("consumer")
        captured.create(producer.engine)
        effect.create(consumer.engine)
        stage.queues.append(QUEUE.name)
        stage.broker.declare([QUEUE])
        return cls(_address(producer), _address(consumer), stage.broker_url)


def _address(database: Database) -> str:
    database.dispose()  # a child must not inherit an open connection
    return database.url.render_as_string(hide_password=False)


def capture(
    line: Line, commands: Sequence[tuple[UUID, int]], answers: Connection, point: CrashPoint, passes: int
) -> None:
    """Carry out commands; each is answered once it is durable, also when it was before."""
    database = Database(line.producer, pool_size=1)
    arm(point, passes)
    for plan_id, target in commands:
        with database.work(UnitOfWork, actor="P0001") as uow:
            if target % 2:  # half of them in a transaction of their own, half in the shared commit
                uow.execute(text("SELECT 1"))
            command(uow, plan_id, target)
            try:
                uow.commit()
            except IntegrityError:
                uow.rollback()
        answers.send(plan_id)


def command(uow: UnitOfWork, plan_id: UUID, target: int) -> None:
    uow.add(captured, id=plan_id, target=target)
    uow.emit(
        PlanAgreed(
            area="early-help",
            plan_id=plan_id,
            service="targeted-youth",
            month=date(2025, 9, 1),
            kind="case_file_audit",
            target=target,
        ),
        sequence=1,
    )


def relay(line: Line, point: CrashPoint | None = None, passes: int = 1) -> None:
    _run(Relay(Database(line.producer, pool_size=1), RabbitBroker(line.broker), name=SERVICE), point, passes)


def consume(line: Line, point: CrashPoint | None = None, passes: int = 1) -> None:
    database = Database(line.consumer, pool_size=1)
    _run(Consumer(SERVICE, database, UnitOfWork, [take], RabbitBroker(line.broker)), point, passes)


def _run(loop: Any, point: CrashPoint | None, passes: int) -> None:
    if point is not None:
        arm(point, passes)
    loop.start()
    threading.Event().wait(PATIENCE_S if point else None)
