"""Sending by e-mail: one connection, patience where it may help, and never a second letter by mistake."""

from __future__ import annotations

import pytest

from services.notifications import delivery, usecases
from services.notifications.domain import MOST_ATTEMPTS
from services.notifications.mail import Mailer
from shared.runtime import settings
from tests.integration.notifications.conftest import (
    STAFF,
    Notifications,
    allocated,
    opened,
    overdue,
    person,
    submitted,
)
from tests.integration.notifications.postbox import Postbox

STATES = "SELECT state, attempts, reason FROM message"


def send(notifications: Notifications) -> None:
    """One round of the sender, as the worker's job runs it."""
    with notifications.work() as uow:
        delivery.run(uow)
        uow.commit()


def reconcile(notifications: Notifications) -> None:
    with notifications.work() as uow:
        delivery.reconcile(uow)
        uow.commit()


def test_what_is_due_goes_out_over_one_connection(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(*STAFF, allocated(), submitted(must=True), overdue())
    assert notifications.told() == []
    send(notifications)
    assert by_mail.connections == 1
    assert len(by_mail.received) == 6
    assert {state for _, _, state in notifications.rows()} == {"sent"}
    assert len(notifications.told()) == 6


def test_a_letter_is_plain_text_to_one_person_under_an_id_of_its_own(
    notifications: Notifications, by_mail: Postbox
) -> None:
    notifications.receive(person("P0200", name="Zoë Ćwik, QSW"), opened())
    send(notifications)
    (mail,) = by_mail.received
    assert mail["To"].addresses[0].display_name == "Zoë Ćwik, QSW"
    assert mail["To"].addresses[0].addr_spec == "p0200@example.org"
    assert mail["From"].addresses[0].addr_spec == "qa@council.example"
    ((key, link),) = notifications.rows("SELECT id, link FROM message")
    assert mail["Message-ID"] == f"<{key}@council.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().startswith("Dear Zoë Ćwik, QSW,\r\n")
    assert f"https://qa.council.example{link}" in mail.get_content()
    assert "Jamie" not in mail.as_string()


def test_a_second_round_sends_nothing_again(notifications: Notifications, by_mail: Postbox) -> None:
    bodies = [notifications.encoded(event) for event in (*STAFF, opened())]
    for _ in range(3):
        notifications.deliver(bodies)
        send(notifications)
    assert len(by_mail.received) == len(notifications.told()) == 1


def test_a_temporary_refusal_is_tried_again_later(notifications: Notifications, by_mail: Postbox) -> None:
    by_mail.says["p0200@example.org"] = ["450 the box is full today", "451 and today"]
    notifications.receive(*STAFF, opened(), allocated())
    send(notifications)
    assert by_mail.recipients() == ["p0031@example.org"]  # one refusal holds up nobody else
    send(notifications)
    assert ("pending", 1, "450 the box is full today") in notifications.rows(STATES)
    notifications.clock.pass_by(minutes=1)
    send(notifications)
    notifications.clock.pass_by(minutes=4)
    send(notifications)
    assert ("pending", 2, "451 and today") in notifications.rows(STATES)
    notifications.clock.pass_by(minutes=1)
    send(notifications)
    assert sorted(notifications.rows(STATES)) == [("sent", 1, None), ("sent", 3, None)]
    assert len(by_mail.received) == 2


def test_after_the_last_try_it_has_failed_with_the_reason(
    notifications: Notifications, by_mail: Postbox
) -> None:
    by_mail.says["p0200@example.org"] = ["450 not now"] * (MOST_ATTEMPTS + 3)
    notifications.receive(*STAFF, opened())
    for _ in range(MOST_ATTEMPTS + 3):
        send(notifications)
        notifications.clock.pass_by(hours=13)
    assert notifications.rows(STATES) == [("failed", MOST_ATTEMPTS, "450 not now")]


def test_a_permanent_refusal_is_recorded_and_not_tried_again(
    notifications: Notifications, by_mail: Postbox
) -> None:
    by_mail.says["p0200@example.org"] = ["550 no such person here"]
    notifications.receive(*STAFF, opened(), allocated())
    for _ in range(2):
        send(notifications)
        notifications.clock.pass_by(days=2)
    assert ("failed", 1, "550 no such person here") in notifications.rows(STATES)
    assert len(by_mail.received) == 1
    assert notifications.told() == [("P0031", "activity_allocated")]


def test_nobody_writes_to_those_who_have_left(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(person("P0200", active=False), opened())
    send(notifications)
    assert notifications.rows(STATES) == [("failed", 1, "the person has left")]
    assert by_mail.received == []


def test_a_message_waits_for_the_directory_to_tell_of_its_person(
    notifications: Notifications, by_mail: Postbox
) -> None:
    notifications.receive(opened())
    send(notifications)
    assert notifications.rows(STATES) == [("pending", 0, None)]
    notifications.receive(*STAFF)
    send(notifications)
    assert by_mail.recipients() == ["p0200@example.org"]


def test_a_new_address_counts_from_the_next_letter_on(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(*STAFF, opened())
    notifications.receive(person("P0200", email="new@example.org"), sequence=2)
    send(notifications)
    assert by_mail.received[0]["To"].addresses[0].addr_spec == "new@example.org"


def test_a_mail_server_that_is_away_costs_no_try(
    notifications: Notifications, by_mail: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_SMTP_URL", "smtp://127.0.0.1:1")
    settings.current.cache_clear()
    notifications.receive(*STAFF, opened())
    send(notifications)
    assert notifications.rows(STATES) == [("pending", 0, None)]
    monkeypatch.setenv("SIGHTLINE_SMTP_URL", by_mail.url)
    settings.current.cache_clear()
    send(notifications)
    assert notifications.rows(STATES) == [("sent", 1, None)]


def test_a_password_is_never_sent_in_the_clear(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(*STAFF, opened())
    mailer = Mailer(f"smtp://user:secret@127.0.0.1:{by_mail.port}", "qa@council.example", "")
    with notifications.work() as uow:
        assert delivery.send_due(uow, mailer) == 0
    assert notifications.rows(STATES) == [("pending", 0, None)]


def test_two_senders_at_once_share_the_work(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(*STAFF, opened(), allocated())
    with notifications.work() as first, notifications.work() as second:
        mine, theirs = usecases.claim(first), usecases.claim(second)
        assert mine is not None
        assert theirs is not None
        assert mine.message.id != theirs.message.id
        assert usecases.claim(second) is None


def test_without_a_mail_server_any_more_what_waited_is_in_the_mailbox(
    notifications: Notifications, by_mail: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    notifications.receive(*STAFF, opened())
    monkeypatch.delenv("SIGHTLINE_SMTP_URL")
    settings.current.cache_clear()
    send(notifications)
    assert notifications.rows("SELECT state, channel FROM message") == [("sent", "mailbox")]
    assert notifications.told() == [("P0200", "action_opened")]


def test_reconciling_leaves_alone_what_is_being_sent_now(
    notifications: Notifications, by_mail: Postbox
) -> None:
    notifications.receive(*STAFF, opened())
    with notifications.work() as uow:
        usecases.claim(uow)
        uow.commit()
    reconcile(notifications)
    assert notifications.rows("SELECT state FROM message") == [("sending",)]
