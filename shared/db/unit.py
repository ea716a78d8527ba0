"""The unit of work: everything one use case reads and writes, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import CursorResult, Row, Select, Table, and_, update
from uuid_utils.compat import uuid7

from shared.contracts.civil import civil_date
from shared.contracts.errors import Stale
from shared.contracts.registry import Event
from shared.db import bulk
from shared.db.database import Database, Writes, run
from shared.db.scope import EVERYWHERE, Scope
from shared.observability.traces import new_traceparent
from shared.outbox.log import entry

if TYPE_CHECKING:
    from psycopg import Cursor
    from sqlalchemy.engine import Connection, RootTransaction

    from shared.inbox.handlers import Delivery


class UnitOfWork:
    """Reads under a scope, queues rows and events, commits them together.

    A unit that only adds rows and emits opens no transaction of its own: its commit is shared with the others that
    wait at that moment (see ``shared.db.group``). The edge commits; a use case never does.
    """

    def __init__(
        self,
        database: Database,
        *,
        actor: str = "system",
        scope: Scope = EVERYWHERE,
        correlation_id: str = "",
        traceparent: str = "",
        held: bool = False,
    ) -> None:
        self.database = database
        self.actor = actor
        self.scope = scope
        self.correlation_id = correlation_id or uuid7().hex
        self.traceparent = traceparent or new_traceparent()
        self.again = False  # True where a first try met a key that was taken: look before adding
        self._held = held
        self._writes = Writes()
        self._emitted = False
        self._now: datetime | None = None
        self._connection: Connection | None = None
        self._transaction: RootTransaction | None = None

    def now(self) -> datetime:
        """Aware, in UTC; the same all through one transaction."""
        if self._now is None:
            self._now = self.database.clock()
        return self._now

    def today(self) -> date:
        """The date in England."""
        return civil_date(self.now())

    def add(self, table: Table, **row: Any) -> None:
        """Queue an insert; it is sent with the commit, or before the next statement of this unit."""
        self._writes.rows.append((table, row))

    def emit(self, event: Event, *, sequence: int, cause: Delivery | None = None) -> None:
        """Queue an event. ``sequence`` is the aggregate's version; ``cause`` hands on the ids of a consumed event."""
        self._emitted = True
        self._writes.events.append(
            entry(
                event,
                sequence=sequence,
                time=self.now(),
                actor=cause.actor if cause else self.actor,
                correlation_id=cause.correlation_id if cause else self.correlation_id,
                traceparent=cause.traceparent if cause else self.traceparent,
            )
        )

    def execute(self, statement: Any, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement as it is, without the scope."""
        self._flush()
        return self._open().execute(statement, parameters)

    def fetch(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """All rows of a select, narrowed to the areas of this unit."""
        return self.execute(self.scope.apply(statement)).all()

    def fetch_one(self, statement: Select[Any]) -> Row[Any] | None:
        """The only row, or None; narrowed to the areas of this unit."""
        return self.execute(self.scope.apply(statement)).one_or_none()

    def run(self, sql: str, parameters: Sequence[Any]) -> Cursor[tuple[Any, ...]]:
        """Run SQL of ``shared.db.bulk``'s kind: psycopg's placeholders, prepared, binary."""
        self._flush()
        return run(self._open(), sql, parameters)

    def insert_many(
        self, table: Table, rows: Sequence[Mapping[str, Any]], *, on_conflict: str = "error"
    ) -> int:
        """Insert all rows in one statement; returns how many were really inserted.

        ``on_conflict`` is ``error`` or ``nothing``. Every row has the columns of the first.
        """
        if not rows:
            return 0
        return self._bulk(table, rows, "ON CONFLICT DO NOTHING" if on_conflict == "nothing" else "").rowcount

    def insert_new(self, table: Table, rows: Sequence[Mapping[str, Any]], *, returning: str) -> list[Any]:
        """Insert the rows that are not there yet, in one statement; returns a column of those inserted."""
        tail = f'ON CONFLICT DO NOTHING RETURNING "{returning}"'
        return [row[0] for row in self._bulk(table, rows, tail).fetchall()] if rows else []

    def upsert_many(
        self,
        table: Table,
        rows: bulk.Rows,
        *,
        key: Sequence[str],
        add: Sequence[str] = (),
        newer: str | None = None,
        names: tuple[str, ...] | None = None,
    ) -> int:
        """Insert or overwrite in one statement; ``add`` columns are added up, and with ``newer`` only rows whose
        value of that column is larger overwrite. Keys must differ within ``rows``; sort them to avoid deadlocks.
        Rows are mappings, or tuples in the order of ``names``."""
        if not rows:
            return 0
        tail = bulk.upsert_tail(table, names or tuple(rows[0]), key, add, newer)
        return self._bulk(table, rows, tail, names).rowcount

    def update(
        self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any], *, version: int
    ) -> None:
        """Change one row and raise its version by one.

        Raises:
            Stale: nobody has this key at this version.
        """
        where = and_(*(table.c[name] == value for name, value in key.items()), table.c.version == version)
        changed = self.execute(update(table).where(where).values(**values, version=version + 1))
        if changed.rowcount != 1:
            raise Stale

    def commit(self) -> None:
        """Make everything durable. Raises what the database raises; then nothing of this unit happened."""
        if self._emitted and self._held:
            self.database.pressure.hold()
        if self._transaction is None:
            if self._writes:
                writes, self._writes = self._writes, Writes()
                self.database.group.submit(writes)
        else:
            self._flush()
            self._transaction.commit()
            self._close()
            if self._emitted:
                self.database.committed.set()
        self._emitted, self._now = False, None

    def rollback(self) -> None:
        self._writes = Writes()
        self._emitted, self._now = False, None
        if self._transaction is not None:
            self._transaction.rollback()
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rollback()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self.database.engine.connect()
            self._transaction = self._connection.begin()
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._transaction = None

    def _flush(self) -> None:
        if self._writes:
            writes, self._writes = self._writes, Writes()
            self.database.write(self._open(), [writes])

    def _bulk(
        self, table: Table, rows: bulk.Rows, tail: str, names: tuple[str, ...] | None = None
    ) -> Cursor[tuple[Any, ...]]:
        return self.run(*bulk.statement(table, rows, tail, names))
