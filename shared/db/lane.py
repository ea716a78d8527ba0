"""One connection on which prepared statements run in one call of libpq each.

A shared commit of a few commands is so short that the pool's and psycopg's own turns of the interpreter cost more than
its rows do.
"""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import pq
from psycopg.errors import error_from_result
from sqlalchemy import Connection, Engine

from shared.db import bulk
from shared.db.arrays import Packed


class Lane:
    """For one thread at a time. ``engine`` connects in autocommit; the connection is kept, and replaced when lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._names: dict[str, bytes] = {}

    def run(self, sql: str, parameters: Sequence[Packed]) -> None:
        """Execute SQL of ``shared.db.bulk``'s kind that returns no rows. Raises: SQLAlchemy's errors."""
        raw = self._open()
        try:
            name = self._names.get(sql) or self._prepare(raw, sql)
            data, formats = [one.data for one in parameters], [pq.Format.BINARY] * len(parameters)
            _check(raw, raw.pgconn.exec_prepared(name, data, formats))
        except psycopg.Error as error:
            if raw.closed:
                self.close()
            bulk.translate(error, sql)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
        self._connection = None
        self._names.clear()

    def _open(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None:
            self._connection = self._engine.connect()
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        return raw

    def _prepare(self, raw: psycopg.Connection[tuple[object, ...]], sql: str) -> bytes:
        name = f"lane_{len(self._names)}".encode()
        first, *rest = sql.split("%b")
        numbered = first + "".join(f"${n}{text}" for n, text in enumerate(rest, 1))
        _check(raw, raw.pgconn.prepare(name, numbered.encode()))
        self._names[sql] = name
        return name


def _check(raw: psycopg.Connection[tuple[object, ...]], result: pq.abc.PGresult) -> None:
    """Raises: psycopg's error for what the server said, or for its having gone without a word."""
    if result.status in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        return
    error = error_from_result(result)
    raise psycopg.OperationalError(str(error)) if raw.closed and error.sqlstate is None else error
