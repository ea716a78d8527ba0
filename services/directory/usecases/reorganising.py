"""Making a reorganisation ready, looking at it, taking it back, and its day (S01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from services.directory.domain import (
    Difference,
    Fault,
    Organisation,
    Post,
    Reorganisation,
    Revision,
    differences,
    ended_by,
    revise,
)
from services.directory.usecases.importing import read_files
from services.directory.usecases.reading import organisation_of
from services.directory.usecases.recording import record
from shared.contracts.errors import Invalid, Stale
from shared.contracts.events.directory import ReorganisationSettled

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork

EVERYBODY = "all"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareReorganisation:
    """Files as of an import, and the day to come on which they take effect."""

    name: str
    effective_on: date
    units: bytes | None
    people: bytes | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelReorganisation:
    reorganisation_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A reorganisation and what it changes: none when it was a dry run or a row was wrong.

    ``posts`` are those of the units that it ends: they are to be closed.
    """

    reorganisation: Reorganisation | None
    accepted: int
    unchanged: int
    rejected: Sequence[Fault]
    changes: Sequence[Difference] = ()
    posts: Sequence[Post] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a reorganisation would do as things stand: as ``Prepared``, or why it no longer could."""

    reorganisation: Reorganisation
    rejected: Sequence[Fault]
    changes: Sequence[Difference] = ()
    posts: Sequence[Post] = ()


def prepare_reorganisation(command: PrepareReorganisation, uow: DirectoryWork) -> Prepared:
    """Judge the files by what is prepared for the days until then, and keep them for their day.

    Raises:
        Invalid: the day is not to come, or neither file was given.
    """
    if command.effective_on <= uow.today():
        reason = "is not to come; what counts from today or before is an import"
        raise Invalid(fields={"effective_on": [reason]})
    units, people = read_files(command.units, command.people)
    faults = {*units.faults, *people.faults}
    if not (units.readable and people.readable):
        return Prepared(reorganisation=None, accepted=0, unchanged=0, rejected=sorted(faults))
    if not command.dry_run:
        uow.organisation.hold()
    new = Reorganisation(
        reorganisation_id=uuid7(),
        name=command.name,
        effective_on=command.effective_on,
        units=units.items,
        people=people.items,
        prepared_by=uow.actor,
        prepared_on=uow.today(),
    )
    before = organisation_of(command.effective_on, uow)
    revision = revise(
        before, new.units, new.people, today=new.effective_on, by=uow.actor, since=new.effective_on
    )
    faults |= {*revision.faults}
    if faults:
        return Prepared(reorganisation=None, accepted=0, unchanged=0, rejected=sorted(faults))
    if not command.dry_run:
        uow.reorganisations.add(new.following(before, revision))
    return Prepared(
        reorganisation=None if command.dry_run else new,
        accepted=revision.accepted,
        unchanged=revision.unchanged,
        rejected=(),
        changes=list(differences(before, revision)),
        posts=_stranded(before, revision, new.effective_on, uow),
    )


def reorganisation(id: UUID, uow: DirectoryWork) -> Foreseen:
    """One with what it would change as things stand, and why it no longer could. Raises NotFound."""
    found = uow.reorganisations.get(id)
    if found.status != "planned":
        return Foreseen(reorganisation=found, rejected=found.faults)
    before = organisation_of(found.effective_on - timedelta(days=1), uow)
    for other in uow.reorganisations.planned(found.effective_on):
        if other.effective_on == found.effective_on and other.reorganisation_id < id:
            before = before.after(other.judge(before, uow.today()))
    revision = found.judge(before, uow.today())
    return Foreseen(
        reorganisation=found,
        rejected=revision.faults,
        changes=list(differences(before, revision)),
        posts=_stranded(before, revision, found.effective_on, uow),
    )


def reorganisations(
    uow: DirectoryWork, *, status: str | None, after: tuple[date, UUID] | None, limit: int
) -> list[Reorganisation]:
    """The latest day first."""
    return uow.reorganisations.page(status=status, after=after, limit=limit)


def cancel_reorganisation(command: CancelReorganisation, uow: DirectoryWork) -> Reorganisation:
    """Take it back before its day.

    Raises:
        NotFound; Stale; AlreadySettled: it has taken effect, or could not, or is cancelled already.
    """
    uow.organisation.hold()
    found = uow.reorganisations.get(command.reorganisation_id)
    if found.version != command.version:
        raise Stale
    return _settle(found.settle("cancelled", by=uow.actor, on=uow.today()), uow)


def apply_due(uow: DirectoryWork) -> None:
    """The job: let what is due take effect, or keep why it cannot and tell whoever prepared it."""
    if not uow.reorganisations.planned(uow.today()):
        return
    uow.organisation.hold()
    for one in uow.reorganisations.planned(uow.today()):
        before = uow.organisation.load()
        revision = one.judge(before, uow.today())
        status = "refused" if revision.faults else "applied"
        record(revision, before, uow)
        settled = _settle(
            one.settle(status, by=uow.actor, on=uow.today(), faults=revision.faults),  # type: ignore[arg-type]
            uow,
        )
        told = ReorganisationSettled(
            area=EVERYBODY,
            reorganisation_id=one.reorganisation_id,
            effective_on=one.effective_on,
            prepared_by=one.prepared_by,
            outcome=status,  # type: ignore[arg-type]
        )
        uow.emit(told, sequence=settled.version)
        log.info("reorganisation settled", reorganisation=str(one.reorganisation_id), outcome=status)


def _stranded(before: Organisation, revision: Revision, on: date, uow: DirectoryWork) -> Sequence[Post]:
    ended = ended_by(before, revision)
    found = uow.posts.of_units(ended.keys(), on=on) if ended else ()
    return [replace(one, unit_ended_on=ended[one.unit]) for one in found]


def _settle(settled: Reorganisation, uow: DirectoryWork) -> Reorganisation:
    uow.reorganisations.settle(settled)
    return uow.reorganisations.get(settled.reorganisation_id)
