"""The relay: the only code that publishes.

A cycle takes the shards that no other relay holds, reads what is pending, publishes it with pipelined confirms, several
events in a message where several wait, and deletes what the broker confirmed, all under transaction-long advisory
locks. A relay that dies lets go of its shards by itself; any number of relays may run.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from shared.db.bulk import columns_of
from shared.db.database import Database, run
from shared.messaging.broker import Broker, BrokerAway, Publisher
from shared.observability import metrics
from shared.outbox.packing import Pending, packed
from shared.outbox.tables import SHARDS, outbox_pending

BATCH = 500
BUSY_S, IDLE_S, QUIET_AFTER_S = 0.003, 0.25, 2.0
MANY, GATHER_S = 20, 0.02  # where many waited more are coming: a cycle costs the same for one as for all
BACKOFF_S = (0.5, 1, 2, 5)
REFUSED_RETRY_S, REFUSED_LONGEST_S = 5, 60  # doubled each time, so that many refused do not hold up the rest
LOCKS = 0x5167

# The delete need not wait for the disk: if a crash forgets it, the events are sent again and the inbox drops them.
TAKE = f"""
WITH mine AS MATERIALIZED (
  SELECT shard FROM generate_series(0, {SHARDS - 1}) AS shard,
    (SELECT set_config('synchronous_commit', 'off', true)) AS lazily
  WHERE pg_try_advisory_xact_lock({LOCKS}, shard))
SELECT p.position, p.queue, p.event_id, p.aggregate, p.attempts, l.routing_key, l.body
FROM outbox_pending p JOIN event_log l USING (event_id)
WHERE p.shard IN (SELECT shard FROM mine)
  AND NOT EXISTS (SELECT 1 FROM outbox_pending r WHERE r.aggregate = p.aggregate AND r.retry_at > now())
ORDER BY p.position LIMIT {BATCH}"""
DELETE = """
DELETE FROM outbox_pending p USING unnest(%b::bigint[], %b::text[]) AS d(position, queue)
WHERE p.position = d.position AND p.queue = d.queue"""
REFUSE = f"""
UPDATE outbox_pending p SET attempts = least(p.attempts + 1, 30000), reason = d.reason,
  retry_at = now() + make_interval(secs => least({REFUSED_RETRY_S} * 2 ^ least(p.attempts, 9), {REFUSED_LONGEST_S}))
FROM unnest(%b::bigint[], %b::text[], %b::text[]) AS d(position, queue, reason)
WHERE p.position = d.position AND p.queue = d.queue"""
log = structlog.get_logger()


class Relay:
    """Empties the pending set of one database into the broker, in a thread of its own."""

    def __init__(self, database: Database, broker: Broker, *, name: str = "") -> None:
        self._database = database
        self._broker = broker
        self._name = name
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"relay {name}", daemon=True)
        self.beat = time.monotonic()

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 30) -> None:
        """Finish the batch in hand, then end."""
        self._stopping.set()
        self._database.committed.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        publisher: Publisher | None = None
        failures, busy_until = 0, 0.0
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            self._database.committed.clear()
            try:
                publisher = publisher or self._broker.publisher()
                published = self.cycle(publisher)
                failures = 0
            except (BrokerAway, SQLAlchemyError) as error:
                log.warning("relay waits", service=self._name, error=str(error).splitlines()[0])
                metrics.relay_failures.labels(self._name).inc()
                if publisher is not None:
                    publisher.close()
                publisher = None
                self._stopping.wait(BACKOFF_S[min(failures, len(BACKOFF_S) - 1)])
                failures += 1
                continue
            if published:
                busy_until = time.monotonic() + QUIET_AFTER_S
            if MANY <= published < BATCH:
                self._stopping.wait(GATHER_S)
            elif not published:
                self._database.committed.wait(BUSY_S if time.monotonic() < busy_until else IDLE_S)
        if publisher is not None:
            publisher.close()

    def cycle(self, publisher: Publisher) -> int:
        """Publish one batch; returns how many the broker confirmed.

        Raises: BrokerAway, or a database error; then nothing was deleted and all will be sent again.
        """
        with self._database.engine.connect() as connection, connection.begin():
            rows = [Pending(*row) for row in run(connection, TAKE, ()).fetchall()]
            if not rows:
                return 0
            packs = list(packed(rows))
            refusals = publisher.publish([message for message, _ in packs])
            refused = [
                (row, refusals[message.id])
                for message, pack in packs
                if message.id in refusals
                for row in pack
            ]
            self._settle(connection, rows, refused)
        metrics.relay_confirms.labels(self._name).inc(len(rows) - len(refused))
        return len(rows) - len(refused)

    def _settle(
        self, connection: Connection, rows: Sequence[Pending], refused: Sequence[tuple[Pending, str]]
    ) -> None:
        kept = {row.event_id for row, _ in refused}
        gone = [(row.position, row.queue) for row in rows if row.event_id not in kept]
        if gone:
            run(connection, DELETE, columns_of(outbox_pending, ("position", "queue"), gone))
        if refused:
            back = [(row.position, row.queue, reason) for row, reason in refused]
            run(connection, REFUSE, columns_of(outbox_pending, ("position", "queue", "reason"), back))
            first, reason = refused[0]
            log.error(
                "events refused by the broker",
                service=self._name,
                count=len(refused),
                event_id=str(first.event_id),
                reason=reason,
            )
        metrics.relay_refused.labels(self._name).inc(len(refused))
