"""New databases at a service's schema: migrated once per run, then copied."""

from __future__ import annotations

import tempfile
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from shared.db.database import Database
from shared.db.migrate import upgrade


class Databases:
    """Makes and drops databases whose names carry the run's id."""

    def __init__(self, server: str, run_id: str) -> None:
        self._server = make_url(server)
        self._prefix = f"sightline_test_{run_id}"
        self._numbers = count(1)
        self._templates: dict[str, str] = {}
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
        name = f"{self._prefix}_{service or 'shared'}_{next(self._numbers)}"
        self._create(name, template)
        return Database(self._server.set(database=name), **options)

    def drop(self, database: Database) -> None:
        database.dispose()
        self._drop(str(database.url.database))

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
            self._templates[key] = name
        return self._templates[key]

    def _create(self, name: str, template: str) -> None:
        statement = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        self._run(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))
        self._there.add(name)

    def _drop(self, name: str) -> None:
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._there.discard(name)

    def _run(self, statement: sql.Composed) -> None:
        address = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)


def _migrations_of(service: str) -> Path:
    (point,) = entry_points(group="sightline.services", name=service)
    return Path(point.load().migrations)
