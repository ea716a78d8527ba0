"""The edge towards people: the sender that empties what waits.

Sending cannot be part of a transaction, so this edge commits around it: a message is claimed, that is committed, it is
handed to the mail server, and what came of it is committed together with the next claim. A crash in between leaves at
most one message in ``sending``; it becomes ``uncertain`` and is never sent again by itself.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from prometheus_client import Counter

from services.notifications import usecases
from services.notifications.domain import Interrupted, Outcome, Refused
from services.notifications.mail import Line, MailAway, Mailer
from shared.runtime import settings

if TYPE_CHECKING:
    from services.notifications.domain.message import Outgoing
    from services.notifications.tables import NotificationsWork

SHIFT_S = 15.0
"""No message is begun after this, so that a worker can stop and its jobs go round."""
log = structlog.get_logger(__name__)
outcomes = Counter("sightline_mail", "Messages tried by e-mail, by what became of them", ("outcome",))


def run(uow: NotificationsWork) -> None:
    """The job: send what is due."""
    ours = settings.current()
    if ours.smtp_url is None:
        usecases.leave_in_mailbox(uow)
        return
    send_due(uow, Mailer(ours.smtp_url, ours.mail_from, ours.public_url))


def address(uow: NotificationsWork) -> None:
    """The job: find the people for what could not be addressed."""
    usecases.address_again(uow, channel=usecases.channel_in_use())


def reconcile(uow: NotificationsWork) -> None:
    """The job: list what a sender left behind, and count it where an alert can see it."""
    outcomes.labels("uncertain").inc(usecases.reconcile(uow))


def send_due(uow: NotificationsWork, mailer: Mailer, *, shift_s: float = SHIFT_S) -> int:
    """Send what is due over one connection until the shift ends; returns how many were tried."""
    if not uow.outgoing.waiting(uow.now()):
        return 0
    uow.commit()  # no transaction stays open while the mail server is waited for
    tried, ends = 0, time.monotonic() + shift_s
    try:
        with mailer.connected() as line:
            outgoing = _next(uow)
            while outgoing is not None:
                outcome = _send(line, outgoing)
                tried += 1
                usecases.record(outgoing.message, outcome, uow)
                more = line.alive and time.monotonic() < ends
                outgoing = _next(uow) if more else None
            uow.commit()
    except MailAway as error:
        log.warning("no mail server", reason=str(error))
        outcomes.labels("away").inc()
    return tried


def _next(uow: NotificationsWork) -> Outgoing | None:
    claimed = usecases.claim(uow)
    uow.commit()
    return claimed


def _send(line: Line, outgoing: Outgoing) -> Outcome:
    outcome = line.send(outgoing) if outgoing.active else Refused("the person has left")
    outcomes.labels(outcome.name).inc()
    if isinstance(outcome, Interrupted):
        log.warning("mail server interrupted", reason=outcome.reason)
    return outcome
