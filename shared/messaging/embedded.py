"""The embedded broker: RabbitMQ's twin for one machine, over PostgreSQL, with nothing kept only in memory.

Queues, bindings and messages are rows of a database of its own; a confirm is a commit, an ack a delete.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import SQLAlchemyError

from shared.db import bulk
from shared.db.database import Database, run
from shared.messaging.broker import TAKE_BYTES, BrokerAway, Message, Queue, Received
from shared.messaging.routing import matches

POLL_S = 0.25
metadata = MetaData()
binding = Table(
    "binding", metadata, Column("queue", Text, primary_key=True), Column("pattern", Text, primary_key=True)
)
message = Table(
    "message",
    metadata,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("queue", Text, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("message_queue", "queue", "position"),
)


class Bell:
    """Rings when messages arrive; ``wait`` returns at once when it rang since ``heard``."""

    def __init__(self) -> None:
        self.rung = 0
        self._changed = threading.Condition()

    def ring(self) -> None:
        with self._changed:
            self.rung += 1
            self._changed.notify_all()

    def wait(self, heard: int, timeout_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self.rung != heard, timeout_s)


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise BrokerAway(str(error)) from error


class EmbeddedBroker:
    """See ``broker.Broker``. One subscription per queue at a time, in the process that publishes or another."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._bell = Bell()
        with database.engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(0x5168)))
            metadata.create_all(connection)

    def declare(self, queues: Sequence[Queue]) -> None:
        rows = [{"queue": q.name, "pattern": pattern} for q in queues for pattern in (*q.patterns, q.name)]
        with _away(), self._database.engine.begin() as connection:
            connection.execute(delete(binding).where(binding.c.queue.in_([q.name for q in queues])))
            if rows:
                connection.execute(upsert(binding).on_conflict_do_nothing(), rows)

    def publisher(self) -> EmbeddedPublisher:
        return EmbeddedPublisher(self._database, self._bell)

    def subscribe(self, queue: str) -> EmbeddedSubscription:
        return EmbeddedSubscription(self._database, self._bell, queue)

    def depth(self, queue: str) -> int:
        with _away(), self._database.engine.connect() as connection:
            count = select(func.count()).select_from(message).where(message.c.queue == queue)
            return int(connection.execute(count).scalar_one())

    def drain_dead(self, queue: Queue, most: int, keep: Callable[[Sequence[Received]], None]) -> int:
        """Nothing dies here: a message is deleted only by its ack."""
        return 0


class EmbeddedPublisher:
    """See ``broker.Publisher``."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database, self._bell = database, bell

    def publish(self, messages: Sequence[Message]) -> Mapping[UUID, str]:
        refused: dict[UUID, str] = {}
        with _away(), self._database.engine.begin() as connection:
            bindings = connection.execute(select(binding.c.queue, binding.c.pattern)).all()
            rows = []
            for one in messages:
                if one.queue:
                    queues = {row.queue for row in bindings if row.queue == one.queue}
                else:
                    queues = {row.queue for row in bindings if matches(row.pattern, one.routing_key)}
                if not queues:
                    refused[one.id] = "unroutable: no queue takes it"
                rows += [{"queue": queue, "event_id": one.id, "body": one.body} for queue in sorted(queues)]
            if rows:
                run(connection, *bulk.statement(message, rows))
        self._bell.ring()
        return refused

    def close(self) -> None:
        """Nothing to close: connections belong to the database."""


class EmbeddedSubscription:
    """See ``broker.Subscription``."""

    def __init__(self, database: Database, bell: Bell, queue: str) -> None:
        self._database, self._bell, self._queue = database, bell, queue

    def receive(self, most: int, wait_s: float) -> Sequence[Received]:
        deadline = time.monotonic() + wait_s
        while True:
            heard = self._bell.rung
            taken = self._take(most)
            left = deadline - time.monotonic()
            if taken or left <= 0:
                return taken
            self._bell.wait(heard, min(left, POLL_S))

    def ack(self, received: Sequence[Received]) -> None:
        with suppress(SQLAlchemyError), self._database.engine.begin() as connection:
            run(connection, *bulk.deletion(message, "position", [one.tag for one in received]))

    def close(self) -> None:
        """Nothing to close: what was not acknowledged is still in its table."""

    def _take(self, most: int) -> list[Received]:
        size = func.octet_length(message.c.body)
        first = (
            select(message.c.position, message.c.body, size.label("size"))
            .where(message.c.queue == self._queue)
            .order_by(message.c.position)
            .limit(most)
            .subquery()
        )
        before = func.sum(first.c.size).over(order_by=first.c.position) - first.c.size
        sized = select(first, before.label("before")).subquery()
        waiting = (
            select(sized.c.position, sized.c.body)
            .where(sized.c.before < TAKE_BYTES)
            .order_by(sized.c.position)
        )
        with suppress(SQLAlchemyError), self._database.engine.connect() as connection:
            return [Received(row.body, row.position) for row in connection.execute(waiting)]
        return []
