"""Notifications on a database of their own, fed with events as the consumer feeds them, and a mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.notifications.main import SERVICE
from services.notifications.subscriptions import HANDLERS
from services.notifications.tables import NotificationsWork
from shared.contracts import Event, decode, encode
from shared.contracts.events.actions import ActionOpened, ActionOverdue
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExemptionAsked,
    ActivityExemptionDecided,
    ActivityExtended,
    ActivityModerated,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityViewGiven,
    ActivityWithdrawn,
)
from shared.contracts.events.directory import PersonChanged
from shared.contracts.events.moderation import (
    ActivityAdjudicated,
    ActivityConcernRaised,
    ActivityContested,
    ActivityModerationAssigned,
)
from shared.db.database import Database
from shared.inbox.consumer import Consumer
from shared.messaging.embedded import EmbeddedBroker
from shared.runtime import settings
from shared.testing.client import Client, client
from shared.testing.clock import Clock
from tests.integration.notifications.postbox import Postbox, opened_postbox

ALL = "SELECT person, topic, state FROM message ORDER BY person, topic"
NOW = "2026-03-02T09:00:00"


class Notifications:
    """What the tests do with the service."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.http: Client = client(SERVICE, database, "practitioner", person="P0200", areas={"social-work"})
        broker = EmbeddedBroker(database)
        self.consumer = Consumer("notifications", database, NotificationsWork, HANDLERS, broker)

    def receive(self, *events: Event, sequence: int = 1, times: int = 1) -> None:
        """One batch, every message of it delivered so many times."""
        self.deliver([self.encoded(event, sequence) for event in events], times)

    def deliver(self, bodies: Sequence[bytes], times: int = 1) -> None:
        for _ in range(times):
            self.consumer.handle(bodies)

    def encoded(self, event: Event, sequence: int = 1) -> bytes:
        ids = {
            "id": uuid4(),
            "correlation_id": "c-7",
            "traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01",
        }
        return encode(event, time=self.clock(), sequence=sequence, actor="P0001", **ids)

    def rows(
        self, sql: str = "SELECT person, topic, state FROM message ORDER BY person, topic"
    ) -> list[tuple[Any, ...]]:
        with self.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql)).all()]

    def told(self) -> list[tuple[str, str]]:
        """Who was told what, by the events that this service sent."""
        bodies = [row[0] for row in self.rows("SELECT body FROM event_log ORDER BY position")]
        return sorted((event.person, event.topic) for _, event in map(decode, bodies))

    def work(self) -> NotificationsWork:
        return self.database.work(NotificationsWork)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture(autouse=True)
def embedded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No mail server, unless a test configures one."""
    for name in ("SIGHTLINE_SMTP_URL", "SIGHTLINE_ENV"):
        monkeypatch.delenv(name, raising=False)
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


@pytest.fixture
def notifications(database: Callable[..., Database], clock: Clock) -> Notifications:
    return Notifications(database("notifications", clock=clock), clock)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with opened_postbox() as box:
        yield box


@pytest.fixture
def by_mail(postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    """The platform is configured to send through the postbox."""
    monkeypatch.setenv("SIGHTLINE_SMTP_URL", postbox.url)
    monkeypatch.setenv("SIGHTLINE_MAIL_FROM", "qa@council.example")
    monkeypatch.setenv("SIGHTLINE_PUBLIC_URL", "https://qa.council.example")
    settings.current.cache_clear()
    return postbox


def person(id: str, role: str = "practitioner", **changes: Any) -> PersonChanged:
    given = {
        "area": "social-work",
        "name": f"Name of {id}",
        "email": f"{id.lower()}@example.org",
        "roles": [role],
        "service": "line-cin",
        "team": None,
        "line_manager": None,
    }
    return PersonChanged(person_id=id, **(given | changes))


STAFF = (
    person("P0200", line_manager="P0031"),
    person("P0031", "team_manager", line_manager="P0019"),
    person("P0019", "service_manager", line_manager="P0015"),
    person("P0015", "head_of_service", service=None),
    person("P0007", "qa_manager", service=None, area="all"),
)


def allocated(auditor: str = "P0031", practitioner: str | None = None) -> ActivityAllocated:
    return ActivityAllocated(
        area="social-work",
        activity_id=uuid4(),
        kind="case_file_audit",
        case="ps1-aaaa",
        auditor=auditor,
        practitioner=practitioner,
        service="line-cin",
        team="line-cin-03",
        month=date(2026, 3, 1),
        due_on=date(2026, 3, 31),
    )


AUDIT: dict[str, Any] = {
    "area": "social-work",
    "kind": "case_file_audit",
    "service": "line-cin",
    "team": "line-cin-03",
    "month": date(2026, 3, 1),
}


def made_together() -> list[Event]:
    """An audit of which auditor, practitioner and approver are each told what is theirs."""
    of_auditor = {**AUDIT, "activity_id": uuid4(), "auditor": "P0031"}
    day = date(2026, 3, 9)
    return [
        allocated(practitioner="P0200"),
        ActivityViewGiven(**of_auditor, given_on=day, took_part=True),
        ActivityExemptionAsked(**of_auditor, asked_on=day),
        ActivityExemptionDecided(**of_auditor, decided_on=day, approved=False),
    ]


def disputed() -> list[Event]:
    """An audit of which moderator, auditor and the head of the area are each told what is theirs."""
    people = {"auditor": "P0031", "moderator": "P0019"}
    one = {**AUDIT, "activity_id": uuid4()}
    day = date(2026, 3, 9)
    return [
        ActivityModerationAssigned(**one, moderator="P0019", due_on=day),
        ActivityModerated(**one, **people, moderated_on=day, original="good", moderated="inadequate"),
        ActivityContested(**one, **people, contested_on=day),
        ActivityAdjudicated(
            **one,
            **people,
            adjudicator="P0015",
            adjudicated_on=day,
            because="contested",
            original="good",
            moderated="inadequate",
            rated=None,
            adjudicated="good",
        ),
        ActivityConcernRaised(**one, raised_by="P0019", raised_on=day),
    ]


def reallocated(auditor: str, before: str = "P0031") -> ActivityReallocated:
    return ActivityReallocated(
        activity_id=uuid4(),
        auditor=auditor,
        previous_auditor=before,
        due_on=date(2026, 3, 31),
        reallocated_on=date(2026, 3, 9),
        reason="workload",
        **AUDIT,
    )


def extended(auditor: str = "P0031") -> ActivityExtended:
    return ActivityExtended(
        activity_id=uuid4(),
        auditor=auditor,
        due_on=date(2026, 4, 17),
        previous_due_on=date(2026, 3, 31),
        extended_on=date(2026, 3, 30),
        reason="court_or_review",
        **AUDIT,
    )


def withdrawn(auditor: str = "P0031") -> ActivityWithdrawn:
    return ActivityWithdrawn(
        activity_id=uuid4(), auditor=auditor, withdrawn_on=date(2026, 3, 30), reason="duplicate", **AUDIT
    )


def submitted(*, must: bool = False, auditor: str = "P0031") -> ActivitySubmitted:
    return ActivitySubmitted(
        area="social-work",
        activity_id=uuid4(),
        kind="case_file_audit",
        case="ps1-aaaa",
        auditor=auditor,
        practitioner="P0200",
        service="line-cin",
        team="line-cin-03",
        month=date(2026, 3, 1),
        submitted_on=date(2026, 3, 2),
        due_on=None,
        overall="inadequate" if must else "good",
        domains={},
        family_voice="heard",
        practitioner_took_part=True,
        findings=[],
        must_be_moderated=must,
    )


def _action(owner: str) -> dict[str, Any]:
    ids: dict[str, UUID] = {name: uuid4() for name in ("action_id", "activity_id", "finding_id")}
    return {
        **ids,
        "area": "social-work",
        "owner": owner,
        "service": "line-cin",
        "team": "line-cin-03",
        "reach": "case",
        "priority": "high",
        "title": "Visit Jamie",
        "opened_on": date(2026, 2, 1),
        "due_on": date(2026, 2, 15),
        "status": "open",
    }


def opened(owner: str = "P0200") -> ActionOpened:
    return ActionOpened(**_action(owner))


def overdue(owner: str = "P0200") -> ActionOverdue:
    return ActionOverdue(**_action(owner), seen_on=date(2026, 3, 2))
