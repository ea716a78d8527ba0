"""Databases at a service's schema: migrated once per run, copied, and put back to that state for the next test.

Making and dropping a database costs a checkpoint of the whole server; emptying one costs milliseconds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from shared.db.database import Database
from shared.db.migrate import OWN_VERSIONS, SHARED_VERSIONS, upgrade


class Databases:
    """Makes and drops databases whose names carry the run's id.

    Where nothing ends the server, ``durable=False`` spares each commit its wait for the disk.
    """

    def __init__(self, server: str, run_id: str, *, durable: bool = True) -> None:
        self._server = make_url(server)
        self._durable = durable
        self._prefix = f"sightline_test_{run_id}"
        self._numbers = count(1)
        self._templates: dict[str, str] = {}
        self._tables: dict[str, frozenset[str]] = {}
        self._seeds: dict[str, dict[str, bytes]] = {}
        self._free: dict[str, list[str]] = {}
        self._made: dict[Database, str] = {}
        self._there: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in sorted(self._there):
            self._drop(name)

    def make(self, service: str = "", *, migrations: Path | None = None, **options: Any) -> Database:
        template = self._template(service, migrations)
        free = self._free.setdefault(template, [])
        name = free.pop() if free else f"{self._prefix}_{service or 'shared'}_{next(self._numbers)}"
        if name not in self._there:
            self._create(name, template)
        database = Database(self._server.set(database=name), **options)
        self._made[database] = template
        return database

    def give_back(self, database: Database) -> None:
        """Empty it for another test, but for what its migrations put there; one whose tables a test has changed is
        dropped at the end instead."""
        database.dispose()
        name, template = str(database.url.database), self._made.pop(database)
        with psycopg.connect(self._address(name), autocommit=True, connect_timeout=10) as connection:
            tables = self._tables_in(connection)
            if tables != self._tables[template]:
                return
            connection.execute("SET lock_timeout = '5s'")
            connection.execute("SET session_replication_role = replica")  # neither foreign keys nor triggers
            try:
                with connection.transaction():
                    for table in sorted(tables):
                        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                    for table, rows in self._seeds[template].items():
                        statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(
                            sql.Identifier(table)
                        )
                        with connection.cursor().copy(statement) as copy:
                            copy.write(rows)
            except psycopg.errors.LockNotAvailable:  # a thread of the test still holds on to it
                return
        self._free[template].append(name)

    def empty(self, name: str) -> str:
        """A new database with nothing in it; returns its address."""
        name = f"{self._prefix}_{name}"
        self._create(name, "template0")
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _template(self, service: str, migrations: Path | None) -> str:
        key = str(migrations or service)
        if key not in self._templates:
            name = f"{self._prefix}_template_{len(self._templates) + 1}"
            self._create(name, "template0")
            database = Database(self._server.set(database=name))
            with tempfile.TemporaryDirectory() as nothing:
                (Path(nothing) / "versions").mkdir()
                upgrade(database, migrations or (_migrations_of(service) if service else Path(nothing)))
            database.dispose()
            with psycopg.connect(self._address(name), autocommit=True) as connection:
                self._tables[name] = self._tables_in(connection)
                self._seeds[name] = _rows(connection, self._tables[name])
            self._templates[key] = name
        return self._templates[key]

    def _create(self, name: str, template: str) -> None:
        statement = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        self._run(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))
        self._there.add(name)
        if not self._durable:
            self._run(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))

    def _drop(self, name: str) -> None:
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._there.discard(name)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._address(), autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)

    def _address(self, database: str | None = None) -> str:
        url = self._server.set(drivername="postgresql", database=database or self._server.database)
        return url.render_as_string(hide_password=False)

    @staticmethod
    def _tables_in(connection: psycopg.Connection[Any]) -> frozenset[str]:
        """Every table with rows of its own, but for those that say which migrations have run."""
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return frozenset(row[0] for row in found if row[0] not in (SHARED_VERSIONS, OWN_VERSIONS))


def _rows(connection: psycopg.Connection[Any], tables: Iterable[str]) -> dict[str, bytes]:
    """What is in those of these tables that are not empty."""
    found = {}
    for table in sorted(tables):
        name = sql.Identifier(table)
        if connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(name)).fetchone():
            with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)) as copy:
                found[table] = b"".join(copy)
    return found


def _migrations_of(service: str) -> Path:
    (point,) = entry_points(group="sightline.services", name=service)
    return Path(point.load().migrations)
