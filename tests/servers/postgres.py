"""A PostgreSQL for the tests; the embedded one always exists, so there is always one."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
from sqlalchemy.engine import make_url

from shared.runtime.embedded_postgres import EmbeddedPostgres
from tests.servers import Unavailable, answers, passable_folder
from tests.servers.containers import postgres_container


@contextmanager
def find_postgres() -> Iterator[str]:
    """The address of a server on which the user may create databases."""
    with ExitStack() as stack:
        if given := os.environ.get("SIGHTLINE_TEST_DATABASE_URL"):
            yield given
            return
        try:
            url = stack.enter_context(postgres_container())
        except Unavailable:
            url = _on_this_machine() or stack.enter_context(_embedded())
        yield url


def _on_this_machine() -> str | None:
    """A server on the usual port or socket that lets us in without a password and create databases."""
    if not answers("127.0.0.1", 5432):
        return None
    for user in (getpass.getuser(), "postgres"):
        for where in ("127.0.0.1:5432/postgres", "/postgres?host=/var/run/postgresql"):
            url = f"postgresql+psycopg://{user}@{where}"
            try:
                with _connect(url) as connection:
                    may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                    row = connection.execute(may).fetchone()
            except psycopg.OperationalError:
                continue
            if row and row[0]:
                return url
    return None


@contextmanager
def _embedded() -> Iterator[str]:
    with passable_folder() as folder:
        server = EmbeddedPostgres(folder)
        server.start()
        try:
            yield server.url("postgres")
        finally:
            server.stop()


def _connect(url: str) -> psycopg.Connection[tuple[bool]]:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, connect_timeout=3, autocommit=True)
