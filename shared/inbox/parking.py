"""What a person may do with failures: list, show, replay, drop. The command line, API and page all use these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text

from shared.contracts.errors import NotFound
from shared.db.database import Database
from shared.inbox.tables import inbox_failure

SUMMARY = [column for column in inbox_failure.columns if column.name != "body"]


def listed(database: Database, *, state: str | None = None, most: int = 200) -> Sequence[Row[Any]]:
    """Failures without their bodies, newest first."""
    statement = select(*SUMMARY).order_by(inbox_failure.c.last_failed_at.desc()).limit(most)
    if state:
        statement = statement.where(inbox_failure.c.state == state)
    with database.engine.connect() as connection:
        return connection.execute(statement).all()


def shown(database: Database, failure_id: UUID) -> Row[Any]:
    """One failure with its body. Raises: NotFound."""
    with database.engine.connect() as connection:
        row = connection.execute(
            select(inbox_failure).where(inbox_failure.c.failure_id == failure_id)
        ).one_or_none()
    if row is None:
        raise NotFound("failed message", failure_id)
    return row


def replay(database: Database, failure_id: UUID | None, *, by: str) -> int:
    """Try parked messages again at once: one, or all when no id is given. Returns how many.

    The worker does it, through the inbox: replaying twice takes effect once.
    """
    with database.engine.begin() as connection:
        change = "state = 'retrying', attempts = 0, next_at = now()"
        return _decide(connection, failure_id, by, "replayed", change)


def drop(database: Database, failure_id: UUID, *, by: str, why: str) -> int:
    """Give a message up: it is kept for the record and never takes effect, however often it comes again.

    Raises: NotFound; then the inbox does not know the id either, so that a mistyped one swallows no event to come.
    """
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO inbox (event_id) VALUES (:id) ON CONFLICT DO NOTHING"), {"id": failure_id}
        )
        return _decide(connection, failure_id, by, f"dropped: {why}", "state = 'dropped', next_at = NULL")


def counts(database: Database) -> dict[str, int]:
    """How many failures there are by state."""
    with database.engine.connect() as connection:
        rows = connection.execute(select(inbox_failure.c.state, func.count()).group_by(inbox_failure.c.state))
        return {row[0]: row[1] for row in rows}


def _decide(connection: Connection, failure_id: UUID | None, by: str, decision: str, change: str) -> int:
    which = "failure_id = :id AND state <> 'dropped'" if failure_id else "state = 'parked'"
    done = connection.execute(
        text(f"UPDATE inbox_failure SET {change}, decided_by = :by, decision = :decision WHERE {which}"),
        {"by": by, "decision": decision, **({"id": failure_id} if failure_id else {})},
    )
    if failure_id and done.rowcount == 0:
        raise NotFound("failed message", failure_id)
    return int(done.rowcount)
