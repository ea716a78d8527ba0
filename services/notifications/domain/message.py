"""A message's way: pending, sending, then sent; or failed; or uncertain when nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

STATES = ("pending", "sending", "uncertain", "sent", "failed")
CHANNELS = ("mailbox", "email")

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
MOST_ATTEMPTS = len(_WAITS) + 1


def message_id(cause: UUID, person: str, topic: str) -> UUID:
    """The same for the same cause, person and topic, whoever works it out and however often."""
    return uuid5(NAMESPACE_URL, f"sightline:message:{cause}:{topic}:{person}")


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after that many tries; None when it has been tried often enough."""
    return now + _WAITS[attempts - 1] if 0 < attempts < MOST_ATTEMPTS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person."""

    id: UUID
    person: str
    topic: str
    cause: UUID
    area: str
    channel: str
    state: str
    subject: str
    body: str
    link: str
    correlation_id: str
    traceparent: str
    created_at: datetime
    attempts: int
    next_at: datetime | None
    sent_at: datetime | None
    read_at: datetime | None
    reason: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message that somebody is about to send, with the person as they stand now."""

    message: Message
    name: str
    email: str
    active: bool
