"""Monthly partitions of the event log and the inbox, by the time inside the UUIDv7.

Dropping a month is then one statement, and the inbox stays unique because an id always lands in its own month.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Connection, text

PARTITIONED = ("event_log", "inbox")
AHEAD = 2


def ensure_partitions(connection: Connection, today: date | None = None) -> None:
    """Create the partitions of this month and the next ones; ids of other months go to the default partition."""
    month = (today or datetime.now(UTC).date()).replace(day=1)
    for _ in range(AHEAD + 1):
        after = _next(month)
        for table in PARTITIONED:
            if (
                connection.execute(
                    text("SELECT to_regclass(:name)"), {"name": f"{table}_{month:%Y_%m}"}
                ).scalar()
                is None
            ):
                _make(connection, table, month, after)
        month = after


def _make(connection: Connection, table: str, month: date, after: date) -> None:
    """Make a month's partition, and move into it what went to the default one while it was missing."""
    name, first, last = f"{table}_{month:%Y_%m}", _first_id(month), _first_id(after)
    connection.execute(text(f"CREATE TABLE {name} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"))
    connection.execute(
        text(
            f"WITH early AS (DELETE FROM {table}_default WHERE event_id >= '{first}' AND event_id < '{last}'"
            f" RETURNING *) INSERT INTO {name} SELECT * FROM early"
        )
    )
    connection.execute(
        text(f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{last}')")
    )


def drop_partitions(connection: Connection, table: str, before: date) -> list[str]:
    """Drop the months of one table that end on or before ``before``; returns their names."""
    if table not in PARTITIONED:
        raise ValueError(f"{table} is not partitioned by month")
    names = connection.execute(
        text(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = cast(:table AS regclass) AND c.relname ~ :pattern ORDER BY 1"
        ),
        {"table": table, "pattern": f"^{table}_[0-9]{{4}}_[0-9]{{2}}$"},
    ).scalars()
    gone = [name for name in names if _next(date(int(name[-7:-3]), int(name[-2:]), 1)) <= before]
    for name in gone:
        connection.execute(text(f"DROP TABLE {name}"))
    return gone


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _first_id(month: date) -> UUID:
    milliseconds = int(datetime(month.year, month.month, 1, tzinfo=UTC).timestamp() * 1000)
    return UUID(int=milliseconds << 80)
