"""Several services in one process, their events carried by hand: what happens in one is soon known in the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from shared.contracts import decode
from shared.db.database import Database
from shared.inbox.handlers import Delivery
from shared.outbox.tables import event_log
from shared.runtime.service import Service
from shared.testing.client import Client, client


class Platform:
    """Parameters: ``databases`` holds a migrated database for each service."""

    def __init__(self, services: Iterable[Service], databases: Mapping[str, Database]) -> None:
        self.services = {service.name: service for service in services}
        self.databases = databases
        self._read = dict.fromkeys(self.services, 0)
        self._anybody = {name: client(service, databases[name]) for name, service in self.services.items()}

    def client(
        self, service: str, *roles: str, person: str = "P0001", areas: Iterable[str] | None = None
    ) -> Client:
        """A client of one service, as somebody; without roles as nobody."""
        return self._anybody[service].acting(*roles, person=person, areas=areas)

    def carry(self) -> int:
        """Give every event to every service that reacts to it, until nothing new happens. Returns how many."""
        carried = 0
        while found := [one for name in self.services for one in self._new(name)]:
            for name in self.services:
                self._deliver(name, found)
            carried += len(found)
        return carried

    def _new(self, name: str) -> list[tuple[str, Delivery]]:
        rows = select(event_log.c.position, event_log.c.body).order_by(event_log.c.position)
        with self.databases[name].engine.connect() as connection:
            found = connection.execute(rows.where(event_log.c.position > self._read[name])).all()
        self._read[name] = max((row.position for row in found), default=self._read[name])
        events = []
        for row in found:
            said, event = decode(row.body)
            ids = said.actor, said.correlationid, said.traceparent
            events.append((said.type, Delivery(said.id, event, said.sequence, said.time, *ids)))
        return events

    def _deliver(self, name: str, found: list[tuple[str, Delivery]]) -> None:
        """A batch, as the consumer would: each handler gets what it reacts to, in one transaction."""
        service = self.services[name]
        with self.databases[name].work(service.work) as uow:
            for handler in service.handlers:
                types = {kind.name for kind in handler.types}
                batch = [delivery for type_name, delivery in found if type_name in types]
                if batch:
                    handler.run(batch, uow)
            uow.commit()
