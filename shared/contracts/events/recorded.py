"""QA activities beside audits and observations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from shared.contracts.events.activities import RequiredAction
from shared.contracts.registry import Event, event


class PlacedAction(RequiredAction, frozen=True, kw_only=True):
    """What must be done, and where: of an activity of the whole division, in one of its services."""

    finding_id: UUID
    area: str
    service: str
    team: str | None


class ExternalReview(msgspec.Struct, frozen=True, kw_only=True):
    """A review from outside (S17): its type by code and title, and how much it found and asked for."""

    type: str
    title: str
    findings: int
    recommendations: int


class FieldAccuracy(msgspec.Struct, frozen=True, kw_only=True):
    """Of one field of the performance data, by its code, how many values were looked up and how many differ (S21)."""

    field: str
    checked: int
    differing: int


class RecordedEvent(Event, frozen=True, kw_only=True):
    """What every event of a QA activity other than an audit or observation says of it.

    ``kind`` is an open list: a reader takes kinds that it does not know. Of what is about the whole division ``area``
    is ``all`` and ``service`` None. ``practitioners`` are those whose work it is about.
    """

    activity_id: UUID
    kind: str
    led_by: str
    practitioners: list[str]
    service: str | None
    team: str | None
    month: date


class RecordedState(RecordedEvent, frozen=True, kw_only=True):
    """All that readers need of it. ``external`` is of external reviews; ``accuracy`` of dip samples whose cases were
    drawn: what was chosen proves nothing of the rest."""

    completed_on: date
    actions: list[PlacedAction]
    external: ExternalReview | None = None
    theme_id: UUID | None = None
    accuracy: list[FieldAccuracy] = []


@event("activity.recorded", version=1, subject="activity_id", source="activities")
class ActivityRecorded(RecordedState, frozen=True, kw_only=True):
    """A QA activity other than an audit or observation was done."""


@event("activity.amended", version=1, subject="activity_id", source="activities")
class ActivityAmended(RecordedState, frozen=True, kw_only=True):
    """What was recorded was corrected: the whole of it anew. ``reason`` is a code; the area never changes."""

    amended_by: str
    amended_on: date
    reason: str


@event("activity.withdrawn", version=2, subject="activity_id", source="activities")
class RecordedWithdrawn(RecordedEvent, frozen=True, kw_only=True):
    """What was recorded counts no more. ``reason`` is a code; ``owners`` have the actions that it asked for.

    Version 1 is of allocated audits that will not be done, whose kinds are a closed list: each withdrawal is told by
    one of the two.
    """

    owners: list[str]
    withdrawn_by: str
    withdrawn_on: date
    reason: str
