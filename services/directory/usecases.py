"""What people do with the organisation: load it from files, correct one person, look things up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directory.domain import (
    PEOPLE,
    UNITS,
    Fault,
    Person,
    Revision,
    Unit,
    revise,
)
from services.directory.imports import Reading, read_people, read_units
from shared.contracts.errors import Invalid, NotFound, Stale
from shared.contracts.events.directory import PersonChanged, UnitChanged

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrganisation:
    """The contents of units.csv and people.csv; either may be left out, not both."""

    units: bytes | None
    people: bytes | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """How many rows were taken or would be, and every wrong one. With a wrong row nothing was taken."""

    accepted: int
    unchanged: int
    rejected: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson:
    """A person as they are to stand, read at ``version``."""

    id: str
    version: int
    name: str
    email: str
    roles: tuple[str, ...]
    service: str | None = None
    team: str | None = None
    line_manager: str | None = None
    active: bool = True
    area: str | None = None


def import_organisation(command: ImportOrganisation, uow: DirectoryWork) -> ImportResult:
    """Take both files or nothing; the same files again change nothing (S01, S02).

    Raises:
        Invalid: neither file was given.
    """
    if command.units is None and command.people is None:
        raise Invalid(fields={"units": ["give units, people or both"]})
    units = read_units(command.units) if command.units is not None else Reading[Unit](UNITS)
    people = read_people(command.people) if command.people is not None else Reading[Person](PEOPLE)
    faults = [*units.faults, *people.faults]
    if not (units.readable and people.readable):
        return ImportResult(accepted=0, unchanged=0, rejected=tuple(sorted(faults)))
    if not command.dry_run:
        uow.organisation.hold()
    revision = revise(
        uow.organisation.load(),
        units.items,
        people.items,
        today=uow.today(),
        by=uow.actor,
    )
    rejected = tuple(sorted({*faults, *revision.faults}))
    if rejected:
        return ImportResult(accepted=0, unchanged=0, rejected=rejected)
    if not command.dry_run:
        _record(revision, uow)
    return ImportResult(accepted=revision.accepted, unchanged=revision.unchanged, rejected=())


def change_person(command: ChangePerson, uow: DirectoryWork) -> Person:
    """Correct one person; nothing is written or told when nothing differs.

    Raises:
        NotFound: nobody has this id, or the caller may not see them.
        Stale: somebody changed the person since ``version``.
        Invalid: every wrong field, among them a circle in line management.
    """
    uow.organisation.hold()
    before = uow.organisation.load()
    old = before.people.get(command.id)
    if old is None or not uow.scope.allows(old.area):
        raise NotFound("person", command.id)
    if old.version != command.version:
        raise Stale
    given = Person(
        id=command.id,
        name=command.name.strip(),
        email=command.email.strip(),
        roles=tuple(sorted(set(command.roles))),
        service=command.service or None,
        team=command.team or None,
        line_manager=command.line_manager or None,
        active=command.active,
        area=command.area or "",
    )
    revision = revise(before, (), [(1, given)], today=uow.today(), by=uow.actor)
    _refuse(revision.faults)
    _check_reach(revision, uow)
    _record(revision, uow)
    return next((person for person in revision.people if person.id == old.id), old)


def unit(code: str, uow: DirectoryWork) -> Unit:
    """Raises NotFound."""
    return uow.organisation.unit(code)


def units(
    uow: DirectoryWork, *, limit: int, after: str | None, kind: str | None, parent: str | None
) -> list[Unit]:
    """Units by code."""
    return uow.organisation.units(kind=kind, parent=parent, after=after, limit=limit)


def person(id: str, uow: DirectoryWork) -> Person:
    """Raises NotFound."""
    return uow.organisation.person(id)


def people(
    uow: DirectoryWork,
    *,
    limit: int,
    after: str | None,
    role: str | None,
    team: str | None,
    service: str | None,
) -> list[Person]:
    """People by id."""
    return uow.organisation.people(role=role, team=team, service=service, after=after, limit=limit)


def _record(revision: Revision, uow: DirectoryWork) -> None:
    uow.organisation.save(revision.units, revision.people)
    for changed in revision.units:
        uow.emit(_unit_changed(changed), sequence=changed.version)
    for someone in revision.people:
        uow.emit(_person_changed(someone), sequence=someone.version)


def _refuse(faults: tuple[Fault, ...]) -> None:
    own = [fault for fault in faults if fault.file == PEOPLE]
    fields: dict[str, list[str]] = {}
    for fault in own or faults:
        fields.setdefault(fault.field, []).append(fault.reason)
    if fields:
        raise Invalid(fields=fields)


def _check_reach(revision: Revision, uow: DirectoryWork) -> None:
    for someone in revision.people:
        if not uow.scope.allows(someone.area):
            raise Invalid(fields={"service": [f"'{someone.area}' is outside the areas you may change"]})


def _unit_changed(unit: Unit) -> UnitChanged:
    return UnitChanged(
        area=unit.area,
        unit_id=unit.code,
        kind=unit.kind,  # type: ignore[arg-type]  # one of KINDS, which revise has checked
        name=unit.name,
        parent=unit.parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _person_changed(person: Person) -> PersonChanged:
    return PersonChanged(
        area=person.area,
        person_id=person.id,
        name=person.name,
        email=person.email,
        roles=list(person.roles),
        service=person.service,
        team=person.team,
        line_manager=person.line_manager,
        active=person.active,
    )
