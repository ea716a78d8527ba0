"""Who was told what. No child's detail, no address."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.contracts.registry import Event, event


@event("notification.sent", version=1, subject="notification_id", source="notifications")
class NotificationSent(Event, frozen=True, kw_only=True):
    """One person was told of one cause, once."""

    notification_id: UUID
    person: str
    topic: str
    channel: str
    cause: UUID
    sent_on: date
