"""A client of the notes service, on a database of its own per module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.db.database import Database
from shared.security.policy import POLICY
from shared.testing.client import Client, client
from shared.testing.notes import PERMISSIONS, SERVICE
from tests.servers.databases import Databases


@pytest.fixture(scope="module", autouse=True)
def _permissions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(POLICY, SERVICE.name, PERMISSIONS)
        yield


@pytest.fixture(scope="module")
def notes_database(databases: Databases) -> Iterator[Database]:
    database = databases.make(migrations=SERVICE.migrations)
    yield database
    databases.give_back(database)


@pytest.fixture(scope="module")
def qa(notes_database: Database) -> Client:
    """The QA manager, who sees every area."""
    return client(SERVICE, notes_database, "qa_manager")
