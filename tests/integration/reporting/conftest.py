"""Reporting on a database of its own, told of invented events by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from services.reporting.domain.counting import Key
from services.reporting.main import SERVICE
from services.reporting.subscriptions import keep_units, project
from shared.contracts.events.directory import UnitChanged
from shared.db.database import Database
from shared.inbox import Delivery
from shared.testing.client import Client, client
from tests.unit.reporting.invented import Happening


@dataclass
class Reporting:
    database: Database
    client: Client

    def tell(self, happened: Sequence[Happening], batch: int = 100) -> None:
        """Deliver events, each batch in a transaction of its own."""
        for start in range(0, len(happened), batch):
            with self.database.work(SERVICE.work) as uow:
                project.run([delivery(one) for one in happened[start : start + batch]], uow)
                uow.commit()

    def tell_units(self, *events: UnitChanged) -> None:
        with self.database.work(SERVICE.work) as uow:
            keep_units.run([delivery((one, n, _id(n))) for n, one in enumerate(events, 1)], uow)
            uow.commit()

    def rollups(self) -> dict[Key, int]:
        with self.database.work(SERVICE.work) as uow:
            return uow.rollups.every()  # type: ignore[attr-defined, no-any-return]


def _id(n: int) -> object:
    from uuid import UUID

    return UUID(int=n)


def delivery(happening: Happening) -> Delivery:
    event, sequence, event_id = happening
    now = datetime(2026, 7, 1, tzinfo=UTC)
    return Delivery(event_id, event, sequence, now, "P1", "c", "00-" + "1" * 32 + "-" + "2" * 16 + "-01")


@pytest.fixture
def reporting(database: Callable[..., Database]) -> Reporting:
    made = database("reporting", clock=lambda: datetime(2026, 7, 8, 9, 30, tzinfo=UTC))
    return Reporting(made, client(SERVICE, made, "qa_manager"))
