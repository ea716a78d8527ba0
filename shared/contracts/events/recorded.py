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


@event("activity.recorded", version=1, subject="activity_id", source="activities")
class ActivityRecorded(Event, frozen=True, kw_only=True):
    """A QA activity other than an audit or observation was done.

    ``kind`` is an open list: a reader takes kinds that it does not know. Of what is about the whole division ``area``
    is ``all`` and ``service`` None. ``practitioners`` are those whose work it is about; ``external`` is of external
    reviews; ``theme_id`` is the theme, spotlight or regulatory theme that it serves (S09).
    """

    activity_id: UUID
    kind: str
    led_by: str
    practitioners: list[str]
    service: str | None
    team: str | None
    month: date
    completed_on: date
    actions: list[PlacedAction]
    external: ExternalReview | None = None
    theme_id: UUID | None = None
