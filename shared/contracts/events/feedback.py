"""What children, families and partners say. Their words stay in the service; events carry what is counted."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts.registry import Event, event

FeedbackKind = Literal["family_feedback", "compliment", "complaint", "partner_feedback"]


class FeedbackEvent(Event, frozen=True, kw_only=True):
    """The feedback as it stands after the event."""

    feedback_id: UUID
    kind: FeedbackKind
    voice: Literal["child", "parent", "carer", "partner", "other"]
    activity_id: UUID | None
    service: str
    team: str | None
    received_on: date
    rating: int | None = None
    stage: int | None = None
    outcome: Literal["upheld", "partly_upheld", "not_upheld"] | None = None


@event("feedback.received", version=1, subject="feedback_id", source="feedback")
class FeedbackReceived(FeedbackEvent, frozen=True, kw_only=True):
    """Feedback, a compliment or a complaint was taken (S32-S34). ``rating`` is 1-5."""


@event("feedback.concluded", version=1, subject="feedback_id", source="feedback")
class FeedbackConcluded(FeedbackEvent, frozen=True, kw_only=True):
    """A complaint reached its outcome."""

    concluded_on: date
