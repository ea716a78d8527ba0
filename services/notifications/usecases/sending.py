"""Taking messages one by one, and keeping what came of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from services.notifications.domain.message import Message, Outgoing, next_attempt
from services.notifications.domain.outcome import Deferred, Interrupted, Outcome, Refused, Sent, Uncertain
from services.notifications.usecases.announcing import announce
from shared.contracts.errors import Stale

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork

LEFT_BEHIND = timedelta(minutes=5)
"""Longer than one message can take on the slowest line; then whoever claimed it is gone."""
AFTER_INTERRUPTION = timedelta(seconds=30)
LONGEST_REASON = 300


def claim(uow: NotificationsWork) -> Outgoing | None:
    """Take the message that has waited longest. Commit before sending it: a crash must leave a trace."""
    now = uow.now()
    return uow.outgoing.claim(now, now + LEFT_BEHIND)


def record(message: Message, outcome: Outcome, uow: NotificationsWork) -> None:
    """Keep what came of a claimed message."""
    values = _after(message, outcome, uow)
    if outcome.reason:
        values["reason"] = outcome.reason[:LONGEST_REASON]
    try:
        uow.messages.settle(message, values)
    except Stale:
        message = uow.messages.get(message.id)
        if message.state != "uncertain":  # a person has decided meanwhile; that stands
            return
        uow.messages.settle(message, values)
    if isinstance(outcome, Sent):
        announce([replace(message, version=message.version + 1)], uow)


def leave_in_mailbox(uow: NotificationsWork) -> int:
    """Where no mail server is configured any more: what waited for one is shown in the mailbox."""
    sent = uow.outgoing.release("mailbox", uow.now())
    announce(sent, uow)
    return len(sent)


def reconcile(uow: NotificationsWork) -> int:
    """List as uncertain what was left behind while it was sent; returns how many.

    Plain SMTP cannot be asked what became of a message, so a person decides: sending again could tell somebody twice.
    """
    left = uow.outgoing.left_behind(uow.now())
    for message in left:
        record(message, Uncertain("the sender stopped before it knew whether the message was taken"), uow)
    return len(left)


def _after(message: Message, outcome: Outcome, uow: NotificationsWork) -> dict[str, Any]:
    now = uow.now()
    if isinstance(outcome, Sent):
        return {"state": "sent", "sent_at": now, "next_at": None, "reason": None}
    if isinstance(outcome, Interrupted):
        return {"state": "pending", "attempts": message.attempts - 1, "next_at": now + AFTER_INTERRUPTION}
    again = next_attempt(message.attempts, now) if isinstance(outcome, Deferred) else None
    if again is not None:
        return {"state": "pending", "next_at": again}
    return {"state": "failed" if isinstance(outcome, Deferred | Refused) else "uncertain", "next_at": None}
