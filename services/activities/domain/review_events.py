"""What a review tells others: that it is there, who is asked into it and what must be done, never what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.activities.domain.review import Review
from services.activities.domain.review_learning import Learning
from services.activities.domain.review_record import Record
from shared.contracts.events import reviews as events
from shared.contracts.events.activities import RequiredAction


def decided(review: Review, *, by: str) -> events.ReviewDecided:
    """That it was agreed or declined."""
    return events.ReviewDecided(
        **_of(review), proposed_by=review.proposed_by, decided_by=by, agreed=review.status == "agreed"
    )


def invited(
    review: Review, *, chair: str | None, people: Sequence[str], due_on: date
) -> events.ReviewInvited:
    """That these were asked into it."""
    return events.ReviewInvited(**_of(review), chair=chair, people=list(people), due_on=due_on)


def extended(
    review: Review, *, before: date, due_on: date, by: str, on: date, reason: str
) -> events.ReviewExtended:
    """That it is due later; ``before`` is when it was due."""
    return events.ReviewExtended(
        **_of(review),
        people=review.circle,
        due_on=due_on,
        previous_due_on=before,
        extended_by=by,
        extended_on=on,
        reason=reason,
    )


def called_off(review: Review, *, by: str, approved_by: str, on: date, reason: str) -> events.ReviewCalledOff:
    """That it will not be: for those involved, and for whoever proposed it."""
    return events.ReviewCalledOff(
        **_of(review),
        people=review.circle,
        proposed_by=review.proposed_by,
        called_off_by=by,
        approved_by=approved_by,
        called_off_on=on,
        reason=reason,
    )


def completed(review: Review, record: Record, on: date) -> events.ReviewCompleted:
    """That it was written, with the actions it needs."""
    actions = [
        events.NeededAction(
            finding_id=one.finding_id,
            action=RequiredAction(title=one.title, owner=one.owner, reach=one.reach, priority=one.priority),
        )
        for one in record.actions
    ]
    return events.ReviewCompleted(**_of(review), completed_on=on, actions=actions)


def released(review: Review, learning: Learning) -> events.LearningReleased:
    """That there is learning for the division; not from which review."""
    return events.LearningReleased(
        area="all", learning_id=learning.learning_id, kind=review.kind, released_on=learning.released_on
    )


def _of(review: Review) -> dict[str, Any]:
    return {
        "area": review.area,
        "review_id": review.review_id,
        "kind": review.kind,
        "service": review.service,
        "team": review.team,
    }
