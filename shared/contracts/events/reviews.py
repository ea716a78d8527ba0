"""Success and learning reviews. Neither the case nor what was found is ever in them (S26)."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from shared.contracts.events.activities import RequiredAction
from shared.contracts.registry import Event, event

ReviewKind = Literal["success_review", "learning_review"]


class ReviewEvent(Event, frozen=True, kw_only=True):
    """What every event of a review says of it."""

    review_id: UUID
    kind: ReviewKind
    service: str
    team: str | None


class NeededAction(msgspec.Struct, frozen=True, kw_only=True):
    """What a review found must be done; ``finding_id`` is its own for ever."""

    finding_id: UUID
    action: RequiredAction


@event("review.decided", version=1, subject="review_id", source="activities")
class ReviewDecided(ReviewEvent, frozen=True, kw_only=True):
    """A proposed review was agreed or declined; why, whoever decided tells."""

    proposed_by: str
    decided_by: str
    agreed: bool


@event("review.invited", version=1, subject="review_id", source="activities")
class ReviewInvited(ReviewEvent, frozen=True, kw_only=True):
    """People were asked into a review. ``chair`` is None where the chair knows already."""

    chair: str | None
    people: list[str]
    due_on: date


@event("review.extended", version=1, subject="review_id", source="activities")
class ReviewExtended(ReviewEvent, frozen=True, kw_only=True):
    """A review is due later. ``people`` are those involved: its chair and the workers who take part."""

    people: list[str]
    due_on: date
    previous_due_on: date
    extended_by: str
    extended_on: date
    reason: str


@event("review.called_off", version=1, subject="review_id", source="activities")
class ReviewCalledOff(ReviewEvent, frozen=True, kw_only=True):
    """A review that was agreed will not be written. ``people`` are those involved: its chair and the workers who take
    part."""

    people: list[str]
    proposed_by: str
    called_off_by: str
    approved_by: str
    called_off_on: date
    reason: str


@event("review.completed", version=1, subject="review_id", source="activities")
class ReviewCompleted(ReviewEvent, frozen=True, kw_only=True):
    """A review was written. Only the actions that it needs are told (S22)."""

    completed_on: date
    actions: list[NeededAction]


@event("learning.released", version=1, subject="learning_id", source="activities")
class LearningReleased(Event, frozen=True, kw_only=True):
    """The chair of a review shared generalised learning (S26). Its area is ``all``: it does not say where it was."""

    learning_id: UUID
    kind: ReviewKind
    released_on: date
