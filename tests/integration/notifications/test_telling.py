"""Each person is told of each cause once, whatever arrives twice, late or in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event as listen
from sqlalchemy import text

from services.notifications import delivery
from shared.contracts import decode
from shared.contracts.events.directory import Acting, Away, CoverChanged
from shared.contracts.events.reporting import ReportPublished
from shared.contracts.events.work import WorkHandedOn
from tests.integration.notifications.conftest import (
    STAFF,
    Notifications,
    allocated,
    disputed,
    extended,
    made_together,
    opened,
    overdue,
    person,
    reallocated,
    submitted,
    withdrawn,
)


def test_in_the_embedded_default_people_are_told_at_once(notifications: Notifications) -> None:
    notifications.receive(*STAFF)
    notifications.receive(allocated(), submitted(must=True), opened(), overdue())
    expected = [
        ("P0015", "moderation_needed"),
        ("P0019", "moderation_needed"),
        ("P0031", "action_overdue_in_team"),
        ("P0031", "activity_allocated"),
        ("P0200", "action_opened"),
        ("P0200", "action_overdue"),
        ("P0200", "practice_reviewed"),
    ]
    assert notifications.rows() == [(*one, "sent") for one in expected]
    assert notifications.told() == expected


def test_every_message_delivered_three_times_tells_once(notifications: Notifications) -> None:
    bodies = [
        notifications.encoded(event) for event in (*STAFF, allocated(), submitted(must=True), overdue())
    ]
    notifications.deliver(bodies, times=3)
    notifications.deliver(bodies * 3)
    assert len(notifications.rows()) == len(notifications.told()) == 6


def test_old_and_new_auditor_hear_once_of_a_handing_on_and_the_auditor_of_the_rest(
    notifications: Notifications,
) -> None:
    events = (*STAFF, reallocated("P0019"), extended(), withdrawn())
    bodies = [notifications.encoded(event) for event in events]
    notifications.deliver(bodies, times=3)
    notifications.deliver(list(reversed(bodies)))
    assert notifications.told() == [
        ("P0019", "activity_allocated"),
        ("P0031", "activity_extended"),
        ("P0031", "activity_reallocated"),
        ("P0031", "activity_withdrawn"),
    ]
    assert len(notifications.rows()) == 4


def test_each_of_those_who_make_an_audit_together_hears_what_is_theirs(notifications: Notifications) -> None:
    notifications.receive(*STAFF)
    notifications.receive(*made_together())
    assert notifications.told() == [
        ("P0015", "exemption_asked"),
        ("P0019", "exemption_asked"),
        ("P0031", "activity_allocated"),
        ("P0031", "exemption_decided"),
        ("P0031", "view_given"),
        ("P0200", "view_asked"),
    ]


def test_each_of_those_who_do_not_agree_hears_what_is_theirs(notifications: Notifications) -> None:
    notifications.receive(*STAFF)
    notifications.receive(*disputed())
    assert notifications.told() == [
        ("P0015", "adjudication_needed"),
        ("P0015", "concern_raised"),
        ("P0019", "audit_adjudicated"),
        ("P0019", "moderation_assigned"),
        ("P0031", "audit_adjudicated"),
        ("P0031", "audit_moderated"),
    ]


def test_a_deputy_hears_once_of_what_is_overdue_and_not_beside_their_own(
    notifications: Notifications,
) -> None:
    days = {"starts": date(2026, 3, 1), "ends": date(2026, 3, 9)}
    covers = [
        CoverChanged(
            area="social-work",
            person_id=one,
            away=[Away(**days)],
            deputies=[Acting(deputy=deputy, **days)],
        )
        for one, deputy in (("P0200", "P0031"), ("P0031", "P0019"))
    ]
    bodies = [notifications.encoded(event) for event in (*STAFF, *covers, overdue())]
    notifications.deliver(bodies, times=3)
    notifications.deliver(bodies)
    assert notifications.told() == [
        ("P0019", "action_overdue_in_team"),
        ("P0031", "action_overdue_in_team"),
        ("P0200", "action_overdue"),
    ]
    (stead,) = notifications.rows("SELECT body FROM message WHERE person = 'P0019'")
    assert stead[0].startswith("You act for Name of P0031, who is away")
    notifications.receive(overdue())
    assert len(notifications.rows()) == 6


def test_old_and_new_holder_hear_once_and_who_has_left_hears_nothing(notifications: Notifications) -> None:
    handed = {
        "area": "social-work",
        "record_id": None,
        "work": "visit",
        "kind": "practice_day",
        "service": "line-cin",
        "team": None,
        "due_on": date(2026, 3, 20),
        "handed_on": date(2026, 3, 2),
        "person": "P0019",
    }
    notifications.receive(*STAFF, person("P0300", active=False))
    bodies = [
        notifications.encoded(WorkHandedOn(**handed, work_id=uuid4(), previous=old))
        for old in ("P0031", "P0300")
    ]
    notifications.deliver(bodies, times=3)
    assert notifications.told() == [
        ("P0019", "visit_planned"),
        ("P0019", "visit_planned"),
        ("P0031", "work_handed_on"),
    ]


def test_a_message_outlives_the_inbox(notifications: Notifications) -> None:
    """A replay after the inbox has forgotten still tells nobody twice."""
    bodies = [notifications.encoded(event) for event in (*STAFF, overdue())]
    notifications.deliver(bodies)
    with notifications.work() as uow:
        uow.execute(text("DELETE FROM inbox"))
        uow.commit()
    notifications.deliver(bodies)
    assert len(notifications.rows()) == len(notifications.told()) == 2


def test_the_ids_of_the_cause_travel_on(notifications: Notifications) -> None:
    notifications.receive(*STAFF, opened())
    envelope, event = decode(notifications.rows("SELECT body FROM event_log")[0][0])
    assert (envelope.correlationid, envelope.area, envelope.sequence) == ("c-7", "social-work", 1)
    assert envelope.traceparent.split("-")[1] == "a" * 32
    assert (event.person, event.channel, event.sent_on) == ("P0200", "mailbox", date(2026, 3, 2))


def test_what_nobody_is_known_for_waits_and_is_told_when_they_are(notifications: Notifications) -> None:
    report = ReportPublished(
        area="all",
        report_id=uuid4(),
        kind="monthly-qa",
        month=date(2026, 2, 1),
        digest="d",
        published_on=date(2026, 3, 1),
    )
    notifications.receive(overdue(), report)
    assert [row[:2] for row in notifications.rows()] == [("P0200", "action_overdue")]
    assert len(notifications.rows("SELECT topic FROM unaddressed")) == 2
    notifications.receive(*STAFF)
    for _ in range(2):
        with notifications.work() as uow:
            delivery.address(uow)
            uow.commit()
    assert notifications.told() == [
        ("P0007", "report_published"),
        ("P0015", "report_published"),
        ("P0031", "action_overdue_in_team"),
        ("P0200", "action_overdue"),
    ]
    assert notifications.rows("SELECT topic FROM unaddressed") == []


def test_older_news_of_a_person_changes_nothing(notifications: Notifications) -> None:
    notifications.receive(person("P0200", name="New Name", line_manager="P0019"), sequence=5)
    notifications.receive(person("P0200", name="Old Name", line_manager="P0031"), sequence=4)
    assert notifications.rows("SELECT name, line_manager, sequence FROM person") == [("New Name", "P0019", 5)]


def test_the_newest_news_of_a_batch_wins_whatever_its_place(notifications: Notifications) -> None:
    new, old = (
        notifications.encoded(person("P0200", name="New"), 3),
        notifications.encoded(person("P0200"), 2),
    )
    notifications.deliver([new, old])
    assert notifications.rows("SELECT name, sequence FROM person") == [("New", 3)]


def test_a_line_manager_s_message_names_the_owner(notifications: Notifications) -> None:
    notifications.receive(*STAFF)
    notifications.receive(overdue())
    (body,) = notifications.rows("SELECT body FROM message WHERE topic = 'action_overdue_in_team'")
    assert "belongs to Name of P0200" in body[0]


@pytest.mark.parametrize("events", [1, 100])
def test_statements_do_not_grow_with_the_batch(notifications: Notifications, events: int) -> None:
    """Inbox, people, messages, events; a wider batch costs no more."""
    notifications.receive(*STAFF)
    bodies = [notifications.encoded(one) for _ in range(events) for one in (submitted(must=True), overdue())]
    with counted(notifications) as statements:
        notifications.deliver(bodies)
    assert len(notifications.rows()) == events * 5
    assert len(statements) == 4, statements


@contextmanager
def counted(notifications: Notifications) -> Iterator[list[str]]:
    """Every statement on its way to the server, through SQLAlchemy or past it."""
    seen: list[str] = []
    plain = psycopg.Connection.execute

    def note(*args: Any) -> None:
        seen.append(args[2])

    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(str(query))
        return plain(self, query, *args, **kwargs)

    listen.listen(notifications.database.engine, "before_cursor_execute", note)
    psycopg.Connection.execute = execute  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        psycopg.Connection.execute = plain  # type: ignore[method-assign]
        listen.remove(notifications.database.engine, "before_cursor_execute", note)
