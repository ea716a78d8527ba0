"""Around the moderation of audits: who moderates, what is contested and decided, and a concern for a child."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts.events.activities import ActivityKind, Grade
from shared.contracts.registry import Event, event


@event("activity.moderation_assigned", version=1, subject="activity_id", source="activities")
class ActivityModerationAssigned(Event, frozen=True, kw_only=True):
    """A submitted audit was given to somebody to moderate. It tells without changing the audit."""

    activity_id: UUID
    kind: ActivityKind
    moderator: str
    service: str
    team: str | None
    month: date
    due_on: date


@event("activity.contested", version=1, subject="activity_id", source="activities")
class ActivityContested(Event, frozen=True, kw_only=True):
    """The auditor does not agree with the moderator; a third person is to decide."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    moderator: str
    service: str
    team: str | None
    month: date
    contested_on: date


@event("activity.adjudicated", version=1, subject="activity_id", source="activities")
class ActivityAdjudicated(Event, frozen=True, kw_only=True):
    """A third person decided between ratings that differ, all of which stay. ``adjudicated`` is final.

    ``moderator`` and ``moderated`` are None where nobody moderated, ``rated`` where nobody rated a second time.
    """

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    moderator: str | None
    adjudicator: str
    service: str
    team: str | None
    month: date
    adjudicated_on: date
    because: Literal["contested", "two_grades_apart"]
    original: Grade | None
    moderated: Grade | None
    rated: Grade | None
    adjudicated: Grade
    domains: dict[str, Grade] = {}


@event("activity.concern_raised", version=1, subject="activity_id", source="activities")
class ActivityConcernRaised(Event, frozen=True, kw_only=True):
    """Somebody who looked at practice is concerned for a child's safety. What about is not in it."""

    activity_id: UUID
    kind: ActivityKind
    raised_by: str
    service: str
    team: str | None
    month: date
    raised_on: date
