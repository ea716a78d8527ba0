"""Sending the log again to one consumer, so that it can rebuild what it keeps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from shared.db.database import Database
from shared.messaging.broker import Queue
from shared.outbox.tables import SHARDS

# Only the relay publishes; a replay fills the pending set with rows addressed to one queue.
AGAIN = text(
    f"""
INSERT INTO outbox_pending (position, queue, event_id, shard, aggregate)
SELECT position, :queue, event_id, hashtext(aggregate) & {SHARDS - 1}, aggregate FROM event_log
WHERE recorded_at >= coalesce(:since, '-infinity'::timestamptz)
  AND regexp_replace(routing_key, '[^.]*$', '*') = ANY(:patterns)
ON CONFLICT DO NOTHING"""
)


def replay(database: Database, queue: Queue, *, since: datetime | None = None) -> int:
    """Queue the logged events (recorded since then) that a consumer reads, for its queue alone. Returns how many."""
    with database.engine.begin() as connection:
        done = connection.execute(
            AGAIN, {"queue": queue.name, "patterns": list(queue.patterns), "since": since}
        )
    database.committed.set()
    return int(done.rowcount)


def backlog(database: Database) -> tuple[int, float]:
    """How many events wait to be published, and the age of the oldest in seconds."""
    with database.engine.connect() as connection:
        count, age = connection.execute(
            text(
                "SELECT count(*), coalesce(extract(epoch FROM now() - min(l.recorded_at)), 0)"
                " FROM outbox_pending p JOIN event_log l USING (event_id)"
            )
        ).one()
    return int(count), float(age)
