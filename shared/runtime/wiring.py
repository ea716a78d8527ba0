"""What a process opens from its settings: databases, broker, token verification. Opened once, closed together."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from sqlalchemy import QueuePool

from shared.db.database import Database
from shared.messaging.broker import Broker
from shared.messaging.embedded import EmbeddedBroker
from shared.messaging.rabbit import RabbitBroker
from shared.runtime.embedded_postgres import EmbeddedPostgres, database_named
from shared.runtime.issuers import trusted
from shared.runtime.settings import Settings
from shared.runtime.variables import BROKER
from shared.security.tokens import Verifier

KEPT = 1


def database_url(settings: Settings, service: str) -> str:
    """The address of a service's database, embedded where none is given."""
    return settings.database(service) or EmbeddedPostgres(settings.data).url(database_named(service))


class Wiring:
    """Parameters: ``pool_size`` overrides the settings' number of connections per database."""

    def __init__(self, settings: Settings, *, pool_size: int | None = None) -> None:
        self.settings = settings
        self._pool_size = pool_size or settings.pool_size
        self._databases: dict[str, Database] = {}
        self._broker: Broker | None = None
        self._lock = threading.RLock()

    def database(self, service: str) -> Database:
        with self._lock:
            if service not in self._databases:
                url = database_url(self.settings, service)
                self._databases[service] = Database(url, pool_size=self._pool_size)
            return self._databases[service]

    def broker(self) -> Broker:
        """Raises: a database error where the embedded broker's database is away."""
        with self._lock:
            if self._broker is None:
                url = self.settings.broker_url
                self._broker = RabbitBroker(url) if url else EmbeddedBroker(self.database(BROKER))
            return self._broker

    def verifier(self, service: str) -> Verifier:
        return Verifier(service, trusted(self.settings))

    def trim(self) -> None:
        """Close connections that a rush left open: each is a server process with tens of megabytes."""
        with self._lock:
            databases = list(self._databases.values())
        for database in databases:
            pool = database.engine.pool
            if isinstance(pool, QueuePool) and pool.checkedin() > KEPT:
                database.engine.dispose()  # those in use are closed when they come back

    def close(self) -> None:
        for database in self._databases.values():
            database.dispose()
        self._databases.clear()
        self._broker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
