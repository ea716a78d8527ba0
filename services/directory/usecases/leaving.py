"""Somebody leaves: what they hold is listed, and handed over in the same breath (S02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.directory.domain import (
    HandedTo,
    Holding,
    Organisation,
    Person,
    after_leaving,
    holdings,
    revise,
    taken_over,
)
from services.directory.domain.refusals import HasLeft
from services.directory.usecases.covering import tell_cover
from services.directory.usecases.importing import ensure_not_ahead
from services.directory.usecases.people import ensure_reach, refuse
from services.directory.usecases.recording import record
from shared.contracts.errors import NotFound, Stale

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The person at ``version`` works here no longer from ``effective_on`` on, today where none is said."""

    id: str
    version: int
    handed_to: Sequence[HandedTo]
    effective_on: date | None = None


def held_by(id: str, uow: DirectoryWork) -> list[Holding]:
    """What somebody would leave behind. Raises NotFound."""
    uow.organisation.person(id)
    organisation = uow.organisation.load()
    return list(holdings(organisation.people[id], organisation))


def depart(command: Departure, uow: DirectoryWork) -> Person:
    """End somebody's work here and hand over everything they hold.

    Raises:
        NotFound; Stale; HasLeft; NotHandedOver: with all that nobody takes over. Invalid: a successor is not at work
        here, or what is handed over is not held.
    """
    ensure_not_ahead(command.effective_on, uow.today())
    uow.organisation.hold()
    before = uow.organisation.load()
    person = before.people.get(command.id)
    if person is None or not uow.scope.allows(person.area):
        raise NotFound("person", command.id)
    if person.version != command.version:
        raise Stale
    if not person.active:
        raise HasLeft(f"{person.id} has left already")
    successors = taken_over(holdings(person, before), command.handed_to)
    rows = list(enumerate(after_leaving(person, successors, before), start=1))
    handed = Organisation(before.units, before.people)  # posts and deputyships are handed over below
    revision = revise(handed, (), rows, today=uow.today(), by=uow.actor, since=command.effective_on)
    refuse(revision.faults)
    ensure_reach(revision, uow)
    record(revision, before, uow)
    since = command.effective_on or uow.today()
    for holding, to in successors.items():
        if holding.kind == "post":
            uow.posts.save(uow.posts.get(holding.key).appoint(to, on=since))
        elif holding.kind == "deputy":
            changed = uow.cover.get(UUID(holding.key)).handed_to(to)
            uow.cover.save(changed)
            tell_cover(before.people[changed.person], uow)
    return next(one for one in revision.people if one.id == person.id)
