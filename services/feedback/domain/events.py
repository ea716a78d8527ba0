"""What feedback says to others: what is counted, never the words."""

from __future__ import annotations

from typing import Any

from services.feedback.domain.feedback import Feedback
from shared.contracts.events.feedback import FeedbackConcluded, FeedbackReceived


def received(feedback: Feedback) -> FeedbackReceived:
    return FeedbackReceived(**_state(feedback))


def concluded(feedback: Feedback) -> FeedbackConcluded:
    return FeedbackConcluded(**_state(feedback), concluded_on=feedback.concluded_on or feedback.received_on)


def _state(feedback: Feedback) -> dict[str, Any]:
    return {
        "area": feedback.area,
        "feedback_id": feedback.feedback_id,
        "kind": feedback.kind,
        "voice": feedback.voice,
        "activity_id": feedback.activity_id,
        "service": feedback.service,
        "team": feedback.team,
        "received_on": feedback.received_on,
        "rating": feedback.rating,
        "stage": feedback.stage,
        "outcome": feedback.outcome,
    }
