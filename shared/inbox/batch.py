"""A batch of messages on its way through the inbox and the handlers."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from structlog.contextvars import bound_contextvars

from shared.contracts.envelope import Envelope, apart, decode
from shared.db.arrays import array_of
from shared.db.database import Database
from shared.db.unit import UnitOfWork
from shared.inbox import failures
from shared.inbox.handlers import Delivery, Handler
from shared.inbox.tables import inbox
from shared.messaging.broker import Received
from shared.observability import metrics

# What enters takes effect in this transaction, so an earlier failure of it is over. What was dropped stays known.
ENTER = """
WITH over AS (DELETE FROM inbox_failure WHERE failure_id = ANY(%b::uuid[]) AND state <> 'dropped')
INSERT INTO inbox (event_id) SELECT * FROM unnest(%b::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id"""


def bodies_of(received: Sequence[Received]) -> list[bytes]:
    """The events in some messages, unread, in the order of arrival."""
    return [body for one in received for body in apart(one.body)]


class Batch:
    """Decoded events; what cannot be read or has no handler is set aside in ``unreadable``."""

    def __init__(self, handlers: Mapping[str, Handler], bodies: Sequence[bytes]) -> None:
        self._handlers = handlers
        self.unreadable: list[tuple[bytes, str]] = []
        self._entries: dict[UUID, tuple[Envelope, Delivery, bytes]] = {}
        for body in bodies:
            try:
                envelope, event = decode(body)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                self.unreadable.append((body, f"not an event of a known form: {error}"))
            except KeyError as error:
                self.unreadable.append((body, f"unknown event type {error}"))
            else:
                if envelope.type not in handlers:
                    self.unreadable.append((body, f"no handler for {envelope.type}"))
                    continue
                delivery = Delivery(
                    envelope.id,
                    event,
                    envelope.sequence,
                    envelope.time,
                    envelope.actor,
                    envelope.correlationid,
                    envelope.traceparent,
                )
                self._entries[envelope.id] = (envelope, delivery, body)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def correlation_id(self) -> str:
        """The id that all messages share, or none when they differ."""
        ids = {delivery.correlation_id for _, delivery, _ in self._entries.values()}
        return ids.pop() if len(ids) == 1 else ""

    def enter(self, uow: UnitOfWork) -> set[UUID]:
        """Write the batch into the inbox; returns the ids that were not there yet."""
        if not self._entries:
            return set()
        ids = array_of(inbox.c.event_id.type)(list(self._entries))
        return {row[0] for row in uow.run(ENTER, [ids, ids]).fetchall()}

    def run(self, uow: UnitOfWork, new: set[UUID]) -> None:
        """Give each handler its share of the new messages, in the order of arrival."""
        shares: dict[str, tuple[Handler, list[Delivery]]] = {}
        for envelope, delivery, _ in self._entries.values():
            if delivery.id in new:
                handler = self._handlers[envelope.type]
                shares.setdefault(handler.name, (handler, []))[1].append(delivery)
        with bound_contextvars(correlation_id=self.correlation_id or "batch"):
            for handler, share in shares.values():
                handler.run(share, uow)

    def halves(self) -> Iterator[Batch]:
        """The same messages in two batches."""
        entries = list(self._entries.items())
        middle = len(entries) // 2
        for part in (entries[:middle], entries[middle:]):
            half = Batch(self._handlers, ())
            half._entries = dict(part)
            yield half

    def keep_failure(self, database: Database, error: Exception) -> None:
        """Keep the only message of this batch for a later try."""
        envelope, _, body = next(iter(self._entries.values()))
        failures.keep(database, envelope, body, error)

    def context(self) -> dict[str, Any]:
        """Ids of the only message, for the log."""
        envelope, delivery, _ = next(iter(self._entries.values()))
        return {
            "event_id": str(envelope.id),
            "type": envelope.type,
            "correlation_id": delivery.correlation_id,
        }

    def observe_lag(self, service: str) -> None:
        """Record how old the newest message is: the projection's lag."""
        if self._entries:
            newest = max(delivery.time for _, delivery, _ in self._entries.values())
            metrics.event_lag_seconds.labels(service).observe(max(0.0, time.time() - newest.timestamp()))
