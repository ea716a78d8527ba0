"""Telling the other services who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.notifications.domain.message import Message
from shared.contracts.events.notifications import NotificationSent
from shared.inbox import Delivery

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork


def announce(messages: Sequence[Message], uow: NotificationsWork) -> None:
    """Emit one event for each message, under the ids of what caused it."""
    now = uow.now()
    for message in messages:
        event = NotificationSent(
            area=message.area,
            notification_id=message.id,
            person=message.person,
            topic=message.topic,
            channel=message.channel,
            cause=message.cause,
            sent_on=now.date(),
        )
        cause = Delivery(
            message.cause, event, message.version, now, "system", message.correlation_id, message.traceparent
        )
        uow.emit(event, sequence=message.version, cause=cause)
