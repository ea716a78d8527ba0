"""Fixtures for all tests: a real PostgreSQL, a real RabbitMQ, and databases that are gone afterwards."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from shared.db.database import Database
from shared.db.lane import Lane
from tests.servers import Unavailable, passable_folder
from tests.servers.databases import Databases
from tests.servers.postgres import find_postgres
from tests.servers.rabbit import find_rabbit, own_vhost

NO_SKIP = os.environ.get("SIGHTLINE_TEST_NO_SKIP") == "1"


def pytest_configure(config: pytest.Config) -> None:
    """A run that is told to end still takes its databases and queues with it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where skipping is forbidden, a skip is a failure."""
    report = yield
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where SIGHTLINE_TEST_NO_SKIP=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def run_id() -> str:
    """Part of every name that this run leaves on a server that others use too."""
    return uuid4().hex[:8]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server on which databases may be made: given, in a container, on this machine, or embedded."""
    with find_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def databases(postgres_url: str, run_id: str) -> Iterator[Databases]:
    with Databases(postgres_url, run_id, durable=False) as made:
        yield made


@pytest.fixture
def database(databases: Databases) -> Iterator[Callable[..., Database]]:
    """``database("actions")``: a new database at that service's schema; ``database()``: the shared tables only.

    Other keywords go to ``Database``. ``migrations=`` takes a folder in place of a service's name.
    """
    made: list[Database] = []

    def make(service: str = "", *, migrations: Path | None = None, **options: object) -> Database:
        made.append(databases.make(service, migrations=migrations, **options))
        return made[-1]

    yield make
    for one in made:
        databases.give_back(one)


@pytest.fixture(scope="session")
def rabbit_url(run_id: str) -> Iterator[str]:
    """A RabbitMQ virtual host of this run's own: given, in a container, on this machine, or installed for it."""
    try:
        with find_rabbit() as url, own_vhost(url, f"sightline_test_{run_id}") as own:
            yield own
    except Unavailable as error:
        if NO_SKIP:
            pytest.fail(f"no RabbitMQ: {error}")
        pytest.skip(f"NO RABBITMQ, SO NOTHING ABOUT IT IS TESTED HERE: {error}")


@pytest.fixture
def count_statements(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """``sent = count_statements()``: every statement from now on, through SQLAlchemy, past it or in a shared commit."""
    sent: list[str] = []

    def start() -> list[str]:
        for kind, name in ((psycopg.Cursor, "execute"), (Lane, "run")):
            monkeypatch.setattr(kind, name, _noting(getattr(kind, name), sent))
        return sent

    return start


def _noting(execute: Callable[..., Any], sent: list[str]) -> Callable[..., Any]:
    def noting(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(str(query))
        return execute(self, query, *args, **kwargs)

    return noting


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A folder for an embedded PostgreSQL, gone afterwards."""
    with passable_folder() as folder:
        yield folder
