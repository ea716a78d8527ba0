"""A sender that dies, or loses its line, between handing a letter over and knowing so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.notifications.domain import Sent
from services.notifications.usecases import claim, record
from shared.runtime import settings
from tests.integration.notifications.conftest import STAFF, Notifications, allocated, opened
from tests.integration.notifications.postbox import HangingUp, Postbox
from tests.integration.notifications.test_mail import reconcile, send

ROOT = Path(__file__).parents[3]
SENDER = """
import sys
from services.notifications import delivery
from services.notifications.tables import NotificationsWork
from shared.db.database import Database
from shared.testing.clock import Clock
database = Database(sys.argv[1], clock=Clock(sys.argv[2]))
with database.work(NotificationsWork) as uow:
    delivery.run(uow)
    uow.commit()
"""


def sender(notifications: Notifications) -> subprocess.Popen[bytes]:
    """A worker's sending round in a process of its own."""
    url = notifications.database.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, url, notifications.clock().isoformat()],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
    )


def states(notifications: Notifications) -> list[str]:
    return sorted(state for (state,) in notifications.rows("SELECT state FROM message"))


def test_a_sender_killed_between_sending_and_sent_leaves_one_uncertain_letter(
    notifications: Notifications, by_mail: Postbox
) -> None:
    """The server has taken the letter; the sender dies before it hears so. Noticed by the reconciling job."""
    notifications.receive(*STAFF, opened(), allocated())
    process = sender(notifications)
    by_mail.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    by_mail.on_data = lambda: None
    assert states(notifications) == ["pending", "sending"]

    notifications.clock.pass_by(minutes=6)
    reconcile(notifications)
    assert states(notifications) == ["pending", "uncertain"]
    for _ in range(3):
        send(notifications)
        reconcile(notifications)
        notifications.clock.pass_by(hours=1)
    assert states(notifications) == ["sent", "uncertain"]
    ids = [mail["Message-ID"] for mail in by_mail.received]
    assert len(ids) == len(set(ids)) == 2
    assert len(notifications.told()) == 1


def test_a_line_that_breaks_before_the_answer_leaves_it_uncertain(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server takes the letter and hangs up. Noticed by the sender itself."""
    with HangingUp() as server:
        monkeypatch.setenv("SIGHTLINE_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        settings.current.cache_clear()
        notifications.receive(*STAFF, opened())
        for _ in range(2):
            send(notifications)
            notifications.clock.pass_by(hours=1)
    assert server.letters == 1
    assert notifications.rows("SELECT state, attempts FROM message") == [("uncertain", 1)]


def test_a_sender_thought_dead_may_still_report_that_it_was_taken(
    notifications: Notifications, by_mail: Postbox
) -> None:
    notifications.receive(*STAFF, opened())
    with notifications.work() as uow:
        outgoing = claim(uow)
        uow.commit()
    notifications.clock.pass_by(minutes=6)
    reconcile(notifications)
    assert states(notifications) == ["uncertain"]
    assert outgoing is not None
    with notifications.work() as uow:
        record(outgoing.message, Sent(), uow)
        uow.commit()
    assert states(notifications) == ["sent"]
    assert len(notifications.told()) == 1


def test_a_person_decides_about_an_uncertain_letter(notifications: Notifications, by_mail: Postbox) -> None:
    notifications.receive(*STAFF, opened())
    process = sender(notifications)
    by_mail.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    by_mail.on_data = lambda: None
    notifications.clock.pass_by(minutes=6)
    reconcile(notifications)

    ops = notifications.http.acting("ops", person="P0013")
    (listed,) = ops.get("/messages?person=everybody&state=uncertain").json["items"]
    path, version = f"/messages/{listed['id']}/resolution", {"If-Match": f'"{listed["version"]}"'}
    assert notifications.http.post(path, json={"decision": "resend"}, headers=version).status_code == 403
    stale = ops.post(path, json={"decision": "resend"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert ops.post(path, json={"decision": "resend"}, headers=version).json["state"] == "pending"
    send(notifications)
    assert states(notifications) == ["sent"]
    assert (
        len({mail["Message-ID"] for mail in by_mail.received}) == 1
    )  # the server can tell it is the same letter
    assert len(notifications.told()) == 1
    settled = ops.get("/messages?person=everybody").json["items"][0]
    again = ops.post(path, json={"decision": "delivered"}, headers={"If-Match": f'"{settled["version"]}"'})
    assert (again.status_code, again.json["rule"]) == (409, "message-is-settled")
