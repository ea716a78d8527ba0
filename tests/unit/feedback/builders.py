"""Feedback of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from services.feedback.domain import Feedback, receive

RECEIVED = date(2026, 3, 2)


def said(kind: str = "family_feedback", **more: Any) -> Feedback:
    """Feedback as it is taken; keywords change what was given."""
    given: dict[str, Any] = {
        "feedback_id": UUID(int=1),
        "kind": kind,
        "voice": "partner" if kind == "partner_feedback" else "parent",
        "area": "social-work",
        "service": "line-cin",
        "team": None,
        "activity_id": None,
        "received_on": RECEIVED,
        "rating": None,
        "stage": None,
        "words": "She listened",
        "recorded_by": "P0050",
        "recorded_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return receive(**given | more)
