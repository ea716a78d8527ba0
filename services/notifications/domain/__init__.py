"""What is told, to whom, in which words; pure Python, no database and no mail."""

from __future__ import annotations

from services.notifications.domain.audience import LEADERS, People, Person, Recipient
from services.notifications.domain.causes import tellings
from services.notifications.domain.cover import Cover, Days
from services.notifications.domain.message import (
    CHANNELS,
    MOST_ATTEMPTS,
    STATES,
    message_id,
    next_attempt,
)
from services.notifications.domain.outcome import Deferred, Interrupted, Outcome, Refused, Sent, Uncertain
from services.notifications.domain.telling import Audience, Telling

__all__ = [
    "CHANNELS",
    "LEADERS",
    "MOST_ATTEMPTS",
    "STATES",
    "Audience",
    "Cover",
    "Days",
    "Deferred",
    "Interrupted",
    "Outcome",
    "People",
    "Person",
    "Recipient",
    "Refused",
    "Sent",
    "Telling",
    "Uncertain",
    "message_id",
    "next_attempt",
    "tellings",
]
