"""Gauges of one service's database: what waits to go out, what is parked, how the pool is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import QueuePool, text

from shared.db.database import Database
from shared.observability import metrics

WAITING = text(
    "SELECT count(*), coalesce(extract(epoch FROM now() - min(l.recorded_at)), 0)"
    " FROM (SELECT event_id FROM outbox_pending ORDER BY position LIMIT 100000) p JOIN event_log l USING (event_id)"
)
FAILURES = text("SELECT state, count(*) FROM inbox_failure GROUP BY state")


def watch(service: str, database: Database) -> Callable[[], None]:
    """Show this database's gauges at every scrape of this process, until the returned function is called."""

    def read() -> Iterator[tuple[str, str, dict[str, str], float]]:
        here = {"service": service}
        pool = database.engine.pool
        if isinstance(pool, QueuePool):
            yield "sightline_pool_in_use", "Database connections in use", here, pool.checkedout()
            yield "sightline_pool_size", "Database connections kept", here, pool.size()
        with database.engine.connect() as connection:
            pending, oldest = connection.execute(WAITING).one()
            failures = dict.fromkeys(("retrying", "parked"), 0)
            for state, count in connection.execute(FAILURES):
                failures[state] = count
        yield (
            "sightline_outbox_pending",
            "Events not yet confirmed by the broker (up to 100,000)",
            here,
            pending,
        )
        yield "sightline_outbox_oldest_seconds", "Age of the oldest of them", here, float(oldest)
        yield "sightline_parked", "Messages that wait for a person's decision", here, failures["parked"]
        yield "sightline_retrying", "Messages that wait for their next try", here, failures["retrying"]

    return metrics.ask(read)
