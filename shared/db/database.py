"""One service's database: the engine, and the shared commit of insert-only work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Table, create_engine, text
from sqlalchemy.engine import URL, make_url

from shared.db import bulk
from shared.db.arrays import Packed
from shared.db.group import GroupCommit
from shared.db.lane import Lane
from shared.db.pressure import Pressure
from shared.db.scope import EVERYWHERE, Scope
from shared.outbox.log import APPEND, append_parameters

W = TypeVar("W")


@dataclass(slots=True)
class Writes:
    """Rows and events that are to be committed together."""

    rows: list[tuple[Table, dict[str, Any]]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.events)


class Database:
    """Shared by all threads of a process.

    Parameters: ``url`` names the driver (``postgresql+psycopg://``); ``statement_timeout_s`` bounds any statement.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        pool_size: int = 8,
        statement_timeout_s: float = 30,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.url = make_url(url)
        self.clock = clock
        self.committed = threading.Event()  # set after a commit that left events to publish
        options = (
            f"-c statement_timeout={int(statement_timeout_s * 1000)} -c idle_in_transaction_session_timeout=60000"
            " -c TimeZone=UTC"
        )
        settings: dict[str, Any] = {
            "options": options,
            "connect_timeout": 5,
            "prepare_threshold": 2,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
        }
        self.engine = create_engine(
            self.url, pool_size=pool_size, max_overflow=pool_size, pool_timeout=10, connect_args=settings
        )
        # A group is one statement, so it needs no BEGIN and COMMIT around it.
        alone: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "isolation_level": "AUTOCOMMIT"}
        self._lane = Lane(create_engine(self.url, connect_args=settings, **alone))
        self.group: GroupCommit[Writes] = GroupCommit(self._commit_together)
        self.pressure = Pressure(self._backlog)

    def work(
        self,
        kind: Callable[..., W],
        *,
        actor: str = "system",
        scope: Scope = EVERYWHERE,
        correlation_id: str = "",
        traceparent: str = "",
        held: bool = False,
    ) -> W:
        """A unit of work. ``held`` makes its commit wait under back-pressure: for captures, not for consumers."""
        return kind(
            self, actor=actor, scope=scope, correlation_id=correlation_id, traceparent=traceparent, held=held
        )

    def dispose(self) -> None:
        self.engine.dispose()
        self._lane.close()

    def write(self, connection: Connection, writes: Sequence[Writes]) -> None:
        """Insert all rows and events in one statement."""
        run(connection, *_statement(writes))

    def _commit_together(self, group: Sequence[Writes]) -> None:
        self._lane.run(*_statement(group))
        if any(one.events for one in group):
            self.committed.set()

    def _backlog(self, most: int) -> int:
        with self.engine.connect() as connection:
            count = text("SELECT count(*) FROM (SELECT 1 FROM outbox_pending LIMIT :most) AS pending")
            return int(connection.execute(count, {"most": most}).scalar_one())


def _statement(writes: Sequence[Writes]) -> tuple[str, list[Packed]]:
    tables: dict[tuple[Table, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    events: list[dict[str, Any]] = []
    for one in writes:
        for table, row in one.rows:
            tables.setdefault((table, tuple(row)), []).append(tuple(row.values()))
        events += one.events
    parts = [bulk.statement(table, rows, names=names) for (table, names), rows in tables.items()]
    if events:
        parts.append((APPEND, append_parameters(events)))
    return bulk.together(tuple(sql for sql, _ in parts)), [p for _, some in parts for p in some]


def run(connection: Connection, sql: str, parameters: Sequence[Any]) -> psycopg.Cursor[tuple[Any, ...]]:
    """Execute on the raw psycopg connection, prepared and in binary.

    Raises: SQLAlchemy's errors; a lost connection also empties the pool, so that the next caller gets a live one.
    """
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    try:
        return raw.execute(sql, parameters, prepare=True, binary=True)
    except psycopg.Error as error:
        if raw.closed:
            connection.invalidate(error)
            connection.engine.dispose()
        bulk.translate(error, sql)
