"""The actions on a database of their own, fed with audits as a consumer would feed them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from services.actions import subscriptions
from services.actions.main import SERVICE
from services.actions.tables import ActionsWork
from shared.contracts import decode
from shared.contracts.events.activities import ActivitySubmitted, Finding
from shared.contracts.events.recorded import RecordedState
from shared.contracts.events.rules import RuleVersioned
from shared.db.database import Database
from shared.inbox.handlers import Delivery
from shared.testing.client import Client, client
from shared.testing.clock import Clock
from tests.unit.actions.builders import finding, submitted

EARLY = date(2026, 3, 2)


class Actions:
    """What the tests do with the service beside HTTP."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.http: Client = client(SERVICE, database, "qa_manager", person="P0030")
        self.owner = self.http.acting("practitioner", person="P0010", areas={"social-work"})
        self.manager = self.http.acting("team_manager", person="P0020", areas={"social-work"})

    def receive(
        self, *activities: ActivitySubmitted | RecordedState | RuleVersioned, actor: str = "P0002"
    ) -> None:
        """One batch of events, as the consumer hands it over."""
        now = self.database.clock()
        batch = [
            Delivery(uuid4(), activity, 1, now, actor, f"c{n}", "") for n, activity in enumerate(activities)
        ]
        with self.database.work(ActionsWork) as uow:
            subscriptions.open_actions.run(batch, uow)
            uow.commit()

    def opened(self, **more: Any) -> dict[str, Any]:
        """One action, as the API shows it; keywords change what the auditor asked for or the audit."""
        audit = {name: more.pop(name) for name in ("area", "service", "submitted_on") if name in more}
        one = finding(**more)
        self.receive(submitted(one, **({"submitted_on": EARLY} | audit)))
        return self.of(one)

    def of(self, one: Finding) -> dict[str, Any]:
        items = self.http.get("/actions?limit=200").json["items"]
        (found,) = [item for item in items if item["finding_id"] == str(one.finding_id)]
        return dict(found)

    def of_id(self, action: dict[str, Any]) -> dict[str, Any]:
        """The action as it stands now."""
        return dict(self.http.get(f"/actions/{action['action_id']}").json)

    def events(self) -> list[tuple[str, int, Any]]:
        """What was told to others: type, sequence and event, in order."""
        with self.database.engine.connect() as connection:
            bodies = connection.execute(text("SELECT body FROM event_log ORDER BY position")).scalars().all()
        read = [decode(body) for body in bodies]
        return [(e.type.removeprefix("sightline.").removesuffix(".v1"), e.sequence, said) for e, said in read]

    def counted(self, act: Callable[[], object]) -> int:
        """How many statements SQLAlchemy sends while something is done."""
        seen: list[str] = []

        def note(*args: Any) -> None:
            seen.append(args[2])

        event.listen(self.database.engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(self.database.engine, "before_cursor_execute", note)
        return len(seen)


@pytest.fixture
def actions(database: Callable[..., Database]) -> Actions:
    return Actions(database("actions", clock=Clock("2026-05-01T09:00:00")))


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}
