"""A person decides about a message that the machine may not decide about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from services.notifications.domain.message import Message
from services.notifications.domain.refusals import NothingToDecide
from services.notifications.usecases.announcing import announce
from shared.contracts.errors import Stale

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """``resend`` sends once more, ``delivered`` takes it as sent, ``abandoned`` leaves it unsent."""

    id: UUID
    version: int
    decision: Literal["resend", "delivered", "abandoned"]


def resolve(command: Resolve, uow: NotificationsWork) -> Message:
    """Settle an uncertain or failed message.

    Raises:
        NotFound: no such message.
        Stale: it changed since ``version``.
        NothingToDecide: it is neither uncertain nor failed.
    """
    message = uow.messages.get(command.id)
    if message.version != command.version:
        raise Stale
    if message.state not in ("uncertain", "failed"):
        raise NothingToDecide(f"The message is {message.state}")
    now = uow.now()
    decisions: dict[str, dict[str, Any]] = {
        "resend": {"state": "pending", "attempts": 0, "next_at": now},
        "delivered": {"state": "sent", "sent_at": now},
        "abandoned": {"state": "failed"},
    }
    values = {**decisions[command.decision], "reason": f"{command.decision}, decided by {uow.actor}"}
    uow.messages.settle(message, values)
    settled = replace(message, **values, version=message.version + 1)
    if command.decision == "delivered":
        announce([settled], uow)
    return settled
