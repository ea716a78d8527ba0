"""Writing a revision down and telling of it, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directory.domain import Person, Revision, Unit
from shared.contracts.events.directory import PersonChanged, UnitChanged

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


def record(revision: Revision, uow: DirectoryWork) -> None:
    """Keep the new versions and emit one event for each."""
    uow.organisation.save(revision.units, revision.people)
    for changed in revision.units:
        uow.emit(_unit_changed(changed), sequence=changed.version)
    for someone in revision.people:
        uow.emit(_person_changed(someone), sequence=someone.version)


def _unit_changed(unit: Unit) -> UnitChanged:
    return UnitChanged(
        area=unit.area,
        unit_id=unit.code,
        kind=unit.kind,  # type: ignore[arg-type]  # one of KINDS, which revise has checked
        name=unit.name,
        parent=unit.parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        effective_on=unit.effective_on,
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
        effective_on=person.effective_on,
    )
