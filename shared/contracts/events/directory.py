"""The organisation, so that other services keep their own copy."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from shared.contracts.registry import Event, event


@event("unit.changed", version=1, subject="unit_id", source="directory")
class UnitChanged(Event, frozen=True, kw_only=True):
    """An area, service or team as it now stands (S01). Codes are the council's own.

    ``effective_on`` is the day that this state counts from, where it is told: not before an earlier sequence's.
    """

    unit_id: str
    kind: Literal["area", "service", "team"]
    name: str
    parent: str | None
    valid_from: date
    valid_to: date | None = None
    effective_on: date | None = None


@event("person.changed", version=1, subject="person_id", source="directory")
class PersonChanged(Event, frozen=True, kw_only=True):
    """A member of staff as they now stand (S02). No child or family member is ever a person here.

    ``effective_on`` is the day that this state counts from, where it is told: not before an earlier sequence's.
    """

    person_id: str
    name: str
    email: str
    roles: list[str]
    service: str | None
    team: str | None
    line_manager: str | None
    active: bool = True
    effective_on: date | None = None


@event("person.left", version=1, subject="person_id", source="directory")
class PersonLeft(Event, frozen=True, kw_only=True):
    """Somebody works here no longer: what they had to do elsewhere must be handed on (S02)."""

    person_id: str
    left_on: date
    line_manager: str | None


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """Days on which somebody is away, both included; why is nobody's business here."""

    starts: date
    ends: date | None = None


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """Days on which somebody acts for the person, both included."""

    deputy: str
    starts: date
    ends: date | None = None


@event("cover.changed", version=1, subject="person_id", source="directory")
class CoverChanged(Event, frozen=True, kw_only=True):
    """When somebody is away and who acts for them, as it now stands; what is over is left out (S02)."""

    person_id: str
    away: list[Away]
    deputies: list[Acting]


@event("reorganisation.settled", version=1, subject="reorganisation_id", source="directory")
class ReorganisationSettled(Event, frozen=True, kw_only=True):
    """A reorganisation's day has come: it took effect, or could not because something had changed since (S01)."""

    reorganisation_id: UUID
    effective_on: date
    prepared_by: str
    outcome: Literal["applied", "refused"]
