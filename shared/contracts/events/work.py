"""Work that people hold, and its passing from one to another (S02). What it is about is never in it."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts.registry import Event, event


class WorkHeld(Event, frozen=True, kw_only=True):
    """How many things of each sort somebody holds now; none of a sort that is left out."""

    person_id: str
    held: dict[str, int]


@event("activity.work_held", version=1, subject="person_id", source="activities")
class ActivityWorkHeld(WorkHeld, frozen=True, kw_only=True):
    """Audits, ratings, moderations, decisions, reviews and visits that wait for somebody, when the numbers change."""


@event("action.work_held", version=1, subject="person_id", source="actions")
class ActionWorkHeld(WorkHeld, frozen=True, kw_only=True):
    """Actions that somebody owns and nobody has closed, when the number changes."""


@event("work.handed_on", version=1, subject="work_id", source="activities")
class WorkHandedOn(Event, frozen=True, kw_only=True):
    """Something that was ``previous``'s to do is ``person``'s from now on.

    ``kind`` is that of the activity or review, and ``record_id`` its id; a planned visit has none. ``previous`` is None
    where nobody had it.
    """

    work_id: UUID
    work: Literal["second_rating", "moderation", "review", "visit"]
    kind: str
    record_id: UUID | None
    previous: str | None
    person: str
    service: str
    team: str | None
    due_on: date | None
    handed_on: date
