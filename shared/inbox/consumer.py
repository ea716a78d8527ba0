"""The consumer: takes what waits, handles it as one batch in one transaction, acknowledges after the commit.

A database that is away stops consuming and burns no attempt. A message that its handler refuses is taken out of the
batch, kept in ``inbox_failure`` and tried again after 5 s, 30 s and 5 min; then it is parked for a person.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.inbox import failures
from shared.inbox.batch import Batch, bodies_of
from shared.inbox.handlers import Handler
from shared.messaging.broker import Broker, BrokerAway, Queue, Subscription
from shared.observability import metrics

BATCH = 2000
WAIT_S = 0.5
BACKOFF_S = (0.5, 1, 2, 5)
MANY, GATHER_S = 100, 0.1  # where many waited more are coming: a batch costs little more than one
CHORES_S = 1.0
RETRIES_AT_ONCE = 100
DEAD_S, DEAD_AT_ONCE = 10.0, 2_000
STALL_S = 60.0
log = structlog.get_logger()


def queue_of(service: str, handlers: Sequence[Handler]) -> Queue:
    """The queue of a service and the patterns of all it reacts to."""
    return Queue(f"sightline.{service}", tuple(sorted({kind.pattern for h in handlers for kind in h.types})))


def by_type(handlers: Sequence[Handler]) -> dict[str, Handler]:
    """Each event type's handler. Raises: ValueError when two handlers of one service take the same type."""
    found: dict[str, Handler] = {}
    for handler in handlers:
        for kind in handler.types:
            if kind.name in found:
                raise ValueError(f"{kind.name} is taken by {found[kind.name].name} and by {handler.name}")
            found[kind.name] = handler
    return found


def is_away(error: BaseException) -> bool:
    """Whether the database, not the message, is the trouble: it cannot be reached, is short of something, is
    shutting down, or broke a tie between transactions. A statement that takes too long is the message's trouble."""
    if isinstance(error, InterfaceError | PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # no server said anything: there is no connection
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state.startswith(("08", "40", "53", "57P0"))


class Consumer:
    """Consumes one service's queue in a thread of its own."""

    def __init__(
        self,
        service: str,
        database: Database,
        work: Callable[..., UnitOfWork],
        handlers: Sequence[Handler],
        broker: Broker,
    ) -> None:
        self.service = service
        self.queue = queue_of(service, handlers)
        self.beat = time.monotonic()
        self.stalled = False
        self._database, self._work, self._broker = database, work, broker
        self._by_type = by_type(handlers)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"consumer {service}", daemon=True)
        self._took_at = time.monotonic()
        self._more_to_retry = False

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 30) -> None:
        """Finish the batch in hand, acknowledge it, end."""
        self._stopping.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopping.is_set():
            subscription = self._broker.subscribe(self.queue.name)
            try:
                self._consume(subscription)
            except Exception:  # a fault of ours: start over with a new subscription rather than fall silent
                log.exception("consumer starts over", service=self.service)
                self._stopping.wait(BACKOFF_S[0])
            finally:
                subscription.close()

    def _consume(self, subscription: Subscription) -> None:
        chores_at = dead_at = 0.0
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            received = list(subscription.receive(BATCH, 0 if self._more_to_retry else WAIT_S))
            bodies = bodies_of(received)
            if MANY <= len(bodies) < BATCH and not self._stopping.wait(GATHER_S):
                more = subscription.receive(BATCH - len(bodies), 0)
                received += more
                bodies += bodies_of(more)
            if received:
                self._took_at = time.monotonic()
                if self._patiently(partial(self.handle, bodies)):
                    subscription.ack(received)
            now = time.monotonic()
            if self._more_to_retry or now - chores_at > CHORES_S:
                chores_at = now
                self._patiently(self.retry_due)
            if now - dead_at > DEAD_S:
                dead_at = now
                self._watch()

    def handle(self, bodies: Sequence[bytes]) -> None:
        """Apply the events of a batch; returns when every one is either done or kept as a failure.

        Raises: the database's error when it is away; then nothing happened.
        """
        batch = Batch(self._by_type, bodies)
        try:
            outcome = self._apply(batch)
        except Exception as error:
            if is_away(error):
                raise
            outcome = self._isolate(batch, error)
        for body, reason in batch.unreadable:
            failures.keep_unreadable(self._database, body, reason)
        outcome["unreadable"] = len(batch.unreadable)
        for name, count in outcome.items():
            metrics.consumer_outcomes.labels(self.service, name).inc(count)
        batch.observe_lag(self.service)

    def retry_due(self) -> None:
        """Handle again, each alone, the failures whose time has come."""
        for _ in range(RETRIES_AT_ONCE):
            failure = None if self._stopping.is_set() else failures.claim(self._database)
            if failure is None:
                self._more_to_retry = False
                return
            self._patiently(partial(self._try_again, failure.failure_id, failure.body))
        self._more_to_retry = True

    def _try_again(self, failure_id: UUID, body: str) -> None:
        batch = Batch(self._by_type, [body.encode()])
        if batch.unreadable:
            failures.park(self._database, failure_id, batch.unreadable[0][1])
            return
        try:
            self._apply(batch)
        except Exception as error:
            if is_away(error):
                raise
            self._isolate(batch, error)

    def _apply(self, batch: Batch) -> Counter[str]:
        with self._unit(batch) as uow:
            new = batch.enter(uow)
            batch.run(uow, new)
            uow.commit()
        return Counter(done=len(new), repeated=len(batch) - len(new))

    def _isolate(self, batch: Batch, error: Exception) -> Counter[str]:
        """Halve a batch that failed until what fails is alone and kept; the rest goes through."""
        if len(batch) == 1:
            batch.keep_failure(self._database, error)
            log.warning("event failed", service=self.service, error=repr(error), **batch.context())
            return Counter(failed=1)
        outcome: Counter[str] = Counter()
        for half in batch.halves():
            try:
                outcome += self._apply(half)
            except Exception as worse:
                if is_away(worse):
                    raise
                outcome += self._isolate(half, worse)
        return outcome

    def _unit(self, batch: Batch) -> Any:
        return self._database.work(self._work, actor="system", correlation_id=batch.correlation_id)

    def _patiently(self, act: Callable[[], None]) -> bool:
        """Try until the database is back; False when stopped meanwhile."""
        tries = 0
        while True:
            try:
                act()
                return True
            except Exception as error:
                if not is_away(error):
                    raise
                log.warning("consumer waits for the database", service=self.service)
                metrics.consumer_outcomes.labels(self.service, "waited").inc()
            self.beat = time.monotonic()
            if self._stopping.wait(BACKOFF_S[min(tries, len(BACKOFF_S) - 1)]):
                return False
            tries += 1

    def _watch(self) -> None:
        """Take in dead letters, and notice a consumer that gets nothing while its queue is not empty."""
        try:
            self._broker.drain_dead(
                self.queue, DEAD_AT_ONCE, lambda dead: failures.keep_dead(self._database, dead)
            )
            quiet = time.monotonic() - self._took_at > STALL_S
            self.stalled = quiet and self._broker.depth(self.queue.name) > 0
            if self.stalled:
                log.error("consumer gets nothing though its queue is not empty", queue=self.queue.name)
        except (BrokerAway, DBAPIError) as error:
            log.warning("consumer cannot look after its queue", queue=self.queue.name, error=str(error))
            with suppress(
                BrokerAway
            ):  # a node that was replaced by an empty one has no queue to consume from
                self._broker.declare([self.queue])
