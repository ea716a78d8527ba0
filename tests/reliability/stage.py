"""Where a scenario plays: servers of its own that may be killed, new databases, queues that are gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from shared.db.database import Database
from shared.messaging import topology
from shared.messaging.broker import BrokerAway
from shared.messaging.rabbit import RabbitBroker
from shared.runtime.variables import APIS
from tests.reliability.fleet import Fleet
from tests.reliability.own_postgres import OwnPostgres
from tests.reliability.own_rabbit import OwnRabbit
from tests.servers.databases import Databases


@dataclass
class Servers:
    """One RabbitMQ node and one PostgreSQL for all scenarios of a run."""

    rabbit: OwnRabbit
    postgres: OwnPostgres
    databases: Databases


@dataclass
class Stage:
    """``database(service)`` is a new one at that service's schema; ``fleet`` runs processes that use them."""

    servers: Servers
    folder: Path
    broker_url: str = ""
    opened: dict[str, Database] = field(default_factory=dict)
    fleets: list[Fleet] = field(default_factory=list)
    queues: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.broker_url = self.broker_url or self.servers.rabbit.url

    @property
    def broker(self) -> RabbitBroker:
        return RabbitBroker(self.broker_url)

    def database(self, service: str) -> Database:
        """The stage's database of that service; any other name is one with the shared tables alone."""
        if service not in self.opened:
            schema = service if service in APIS else ""
            self.opened[service] = self.servers.databases.make(schema, pool_size=4)
        return self.opened[service]

    def environment(self) -> dict[str, str]:
        """What a process needs to use the databases opened so far, and this broker."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
        own = {
            f"SIGHTLINE_{name.upper()}_DATABASE_URL": database.url.render_as_string(hide_password=False)
            for name, database in self.opened.items()
            if name in APIS
        }
        return {
            **kept,
            **own,
            "SIGHTLINE_DATABASE_URL": self.servers.postgres.url("sightline_absent_{service}"),
            "SIGHTLINE_BROKER_URL": self.broker_url,
            "SIGHTLINE_DATA": str(self.folder),
            "SIGHTLINE_LOG_LEVEL": "warning",
        }

    def fleet(self) -> Fleet:
        """Processes on the databases opened so far."""
        self.fleets.append(Fleet(self.environment(), self.folder))
        return self.fleets[-1]

    def end_postgres(self) -> None:
        """Cut every session of everybody at once."""
        self.servers.postgres.crash()
        for database in self.opened.values():
            database.dispose()

    def start_postgres(self) -> None:
        self.servers.postgres.start_again()

    def settled(self, producer: str, *queues: str) -> bool:
        """Whether nothing is on its way: nothing pending in that database, nothing waiting in these queues."""
        with self.database(producer).engine.connect() as connection:
            if connection.execute(text("SELECT EXISTS (SELECT 1 FROM outbox_pending)")).scalar():
                return False
        try:
            return not any(self.broker.depth(part) for name in queues for part in (name, f"{name}.dead"))
        except BrokerAway:
            return False

    def under_way(self) -> str:
        """What is where, for whoever has to find out why it does not arrive."""
        counts = {
            "producer": ("event_log", "outbox_pending"),
            "consumer": ("inbox", "inbox_failure", "inbox_failure WHERE state = 'parked'"),
        }
        said = []
        for name, tables in counts.items():
            with self.database(name).engine.connect() as connection:
                said += [
                    f"{table} {connection.execute(text(f'SELECT count(*) FROM {table}')).scalar()}"
                    for table in tables
                ]
        said += [
            f"{queue} {self.broker.depth(queue)}" for name in self.queues for queue in (name, f"{name}.dead")
        ]
        return ", ".join(said)

    def close(self) -> None:
        """End the processes and remove the queues; the databases go with their server."""
        for fleet in self.fleets:
            fleet.stop()
        for database in self.opened.values():
            database.dispose()
        names = [f"sightline.{service}" for service in APIS] + self.queues
        _delete(self.servers.rabbit.url, [part for name in names for part in (name, f"{name}.dead")])


def _delete(url: str, queues: Sequence[str]) -> None:
    with suppress(BrokerAway), topology.control(url) as channel:
        for queue in queues:
            _forget(channel, queue)


def _forget(channel: Any, queue: str) -> None:
    channel.queue_delete(queue)
