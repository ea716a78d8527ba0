"""The feedback on a database of its own, which knows two services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.feedback import subscriptions
from services.feedback.main import SERVICE
from services.feedback.tables import FeedbackWork
from shared.contracts import Event, decode
from shared.contracts.events.directory import UnitChanged
from shared.db.database import Database
from shared.inbox.handlers import Delivery, Handler
from shared.testing.client import Client, client
from shared.testing.clock import Clock
from tests.unit.actions.builders import submitted

WORDS = "Jo Bloggs said she was listened to"
BODY = {
    "kind": "family_feedback",
    "voice": "parent",
    "service": "line-cin",
    "received_on": "2026-03-02",
    "rating": 4,
    "words": WORDS,
}
COMPLAINT = {name: value for name, value in BODY.items() if name != "rating"} | {"kind": "complaint"}


class Voices:
    """What the tests do with the service beside HTTP."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.http: Client = client(SERVICE, database, "qa_manager", person="P0030")
        self.manager = self.http.acting("team_manager", person="P0020", areas={"social-work"})
        self.service("line-cin", "social-work")
        self.service("targeted-youth", "early-help")

    def receive(self, handler: Handler, *events: Event, sequence: int = 1) -> None:
        """One batch of events, as the consumer hands it over."""
        now = self.database.clock()
        batch = [Delivery(uuid4(), each, sequence, now, "P0001", "c", "") for each in events]
        with self.database.work(FeedbackWork) as uow:
            handler.run(batch, uow)
            uow.commit()

    def service(self, code: str, area: str, sequence: int = 1) -> None:
        unit = UnitChanged(
            area=area, unit_id=code, kind="service", name=code, parent=area, valid_from=date(2020, 1, 1)
        )
        self.receive(subscriptions.know_units, unit, sequence=sequence)

    def activity(self, activity_id: UUID, sequence: int = 1, **more: Any) -> None:
        """An activity was submitted."""
        said = submitted(activity_id=activity_id, **more)
        self.receive(subscriptions.know_activities, said, sequence=sequence)

    def say(self, **more: Any) -> dict[str, Any]:
        """Feedback, taken and confirmed."""
        answer = self.http.post("/feedback", json=BODY | more)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def complain(self, **more: Any) -> dict[str, Any]:
        answer = self.http.post("/feedback", json=COMPLAINT | more)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def bodies(self) -> list[str]:
        with self.database.engine.connect() as connection:
            return list(connection.execute(text("SELECT body FROM event_log ORDER BY position")).scalars())

    def events(self) -> list[tuple[str, int, Any]]:
        """What was told to others: type, sequence and event, in order."""
        read = [decode(body) for body in self.bodies()]
        return [(e.type.removeprefix("sightline.").removesuffix(".v1"), e.sequence, said) for e, said in read]


@pytest.fixture
def voices(database: Callable[..., Database]) -> Voices:
    return Voices(database("feedback", clock=Clock("2026-05-01T09:00:00")))


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}
