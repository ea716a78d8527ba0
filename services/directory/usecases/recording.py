"""Writing a revision down and telling of it, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from services.directory.domain import Organisation, Person, Revision, Unit
from shared.contracts.events.directory import PersonChanged, PersonLeft, UnitChanged

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


def record(revision: Revision, before: Organisation, uow: DirectoryWork) -> None:
    """Keep the new versions and emit one event for each; of who leaves a second one."""
    uow.organisation.save(revision.units, revision.people)
    for changed in revision.units:
        uow.emit(_unit_changed(changed), sequence=changed.version)
    for someone in revision.people:
        uow.emit(_person_changed(someone), sequence=someone.version)
        old = before.people.get(someone.id)
        if old is not None and old.active and not someone.active:
            uow.emit(_person_left(someone, uow.today()), sequence=someone.version)


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


def _person_left(person: Person, today: date) -> PersonLeft:
    return PersonLeft(
        area=person.area,
        person_id=person.id,
        left_on=person.effective_on or today,
        line_manager=person.line_manager,
    )
