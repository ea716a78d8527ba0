"""Saying that somebody is away, and who acts for them (S02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.directory.domain import Cover, Organisation, Person, standing
from services.directory.domain.refusals import HasLeft, NotYourTeam
from shared.contracts.errors import Invalid, NotFound, Stale
from shared.contracts.events.directory import Acting, Away, CoverChanged

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCover:
    """``for_others``: the caller may say so of anybody, and not of themselves and those they manage alone."""

    person: str
    starts: date
    ends: date | None
    reason: str | None
    deputy: str | None
    for_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCover:
    """``ends`` is the last day; one before the first says that it never began."""

    cover_id: UUID
    version: int
    ends: date
    for_others: bool = False


def record_cover(command: RecordCover, uow: DirectoryWork) -> Cover:
    """Keep that somebody is away, or that somebody acts for them, or both.

    Raises:
        NotFound; Forbidden: another's team. HasLeft; DeputyAway. Invalid: every wrong field.
    """
    uow.organisation.hold()
    organisation = uow.organisation.load()
    person = _person(command.person, organisation, uow)
    _ensure_own(person, uow, for_others=command.for_others)
    if not person.active:
        raise HasLeft(f"{person.id} has left")
    new = Cover(
        cover_id=uuid7(),
        person=person.id,
        area=person.area,
        starts=command.starts,
        ends=command.ends,
        reason=command.reason,
        deputy=command.deputy,
        recorded_by=uow.actor,
    )
    wrong: dict[str, list[str]] = {}
    for field, reason in new.faults(organisation):
        wrong.setdefault(field, []).append(reason)
    if wrong:
        raise Invalid(fields=wrong)
    if new.deputy is not None:
        new.ensure_deputy_there(uow.cover.of(new.deputy))
    uow.cover.add(new)
    tell_cover(person, uow)
    return new


def end_cover(command: EndCover, uow: DirectoryWork) -> Cover:
    """Say when it ends, earlier or later than was thought.

    Raises:
        NotFound; Stale; Forbidden: another's team.
    """
    uow.organisation.hold()
    found = uow.cover.get(command.cover_id)
    if found.version != command.version:
        raise Stale
    person = uow.organisation.load().people[found.person]
    _ensure_own(person, uow, for_others=command.for_others)
    changed = found.until(command.ends)
    uow.cover.save(changed)
    tell_cover(person, uow)
    return changed


def covers(
    uow: DirectoryWork,
    *,
    on: date | None,
    person: str | None,
    after: tuple[date, UUID] | None,
    limit: int,
) -> Sequence[Cover]:
    """Who is away and who acts, by first day."""
    return uow.cover.page(on=on, person=person, after=after, limit=limit)


def tell_cover(person: Person, uow: DirectoryWork) -> None:
    """Emit how somebody's cover now stands. Versions only rise, so their sum orders the events."""
    all_ = uow.cover.of(person.id)
    ahead = standing(all_, uow.today())
    event = CoverChanged(
        area=person.area,
        person_id=person.id,
        away=[Away(starts=one.starts, ends=one.ends) for one in ahead if one.reason],
        deputies=[Acting(deputy=one.deputy, starts=one.starts, ends=one.ends) for one in ahead if one.deputy],
    )
    uow.emit(event, sequence=sum(one.version for one in all_))


def _person(id: str, organisation: Organisation, uow: DirectoryWork) -> Person:
    found = organisation.people.get(id)
    if found is None or not uow.scope.allows(found.area):
        raise NotFound("person", id)
    return found


def _ensure_own(person: Person, uow: DirectoryWork, *, for_others: bool) -> None:
    if not for_others and uow.actor not in (person.id, person.line_manager):
        raise NotYourTeam("Say so of yourself and of those you manage")
