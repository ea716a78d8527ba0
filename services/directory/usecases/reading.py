"""Looking the organisation up: as it stands, as it stood, and as it is prepared to stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from services.directory.domain import Organisation, Person, Unit, foreseen

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


def unit(code: str, uow: DirectoryWork) -> Unit:
    """Raises NotFound."""
    return uow.organisation.unit(code)


def units(
    uow: DirectoryWork, *, limit: int, after: str | None, kind: str | None, parent: str | None
) -> list[Unit]:
    """Units by code, those that have ended too."""
    return uow.organisation.units(kind=kind, parent=parent, after=after, limit=limit)


def units_on(
    on: date, uow: DirectoryWork, *, limit: int, after: str | None, kind: str | None, parent: str | None
) -> list[Unit]:
    """The units of one day, by code; of a day to come as far as it is prepared."""
    if on <= uow.today():
        return uow.organisation.units_on(on, kind=kind, parent=parent, after=after, limit=limit)
    found = [
        one
        for one in organisation_of(on, uow).units.values()
        if one.stands_on(on) and kind in (None, one.kind) and parent in (None, one.parent)
    ]
    return sorted((one for one in found if one.code > (after or "")), key=lambda one: one.code)[:limit]


def unit_history(code: str, uow: DirectoryWork) -> Sequence[Any]:
    """Every version of a unit, the latest first. Raises NotFound."""
    uow.organisation.unit(code)
    return uow.organisation.unit_history(code)


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


def people_on(
    on: date,
    uow: DirectoryWork,
    *,
    limit: int,
    after: str | None,
    role: str | None,
    team: str | None,
    service: str | None,
) -> list[Person]:
    """People as of one day, by id, within the caller's areas of that day; of a day to come as far as it is prepared."""
    if on <= uow.today():
        return uow.organisation.people_on(on, role=role, team=team, service=service, after=after, limit=limit)
    found = [
        one
        for one in organisation_of(on, uow).people.values()
        if uow.scope.allows(one.area)
        and (role is None or role in one.roles)
        and team in (None, one.team)
        and service in (None, one.service)
    ]
    return sorted((one for one in found if one.id > (after or "")), key=lambda one: one.id)[:limit]


def person_history(id: str, uow: DirectoryWork) -> Sequence[Any]:
    """Every version of somebody, the latest first. Raises NotFound."""
    uow.organisation.person(id)
    return uow.organisation.person_history(id)


def organisation_of(on: date, uow: DirectoryWork) -> Organisation:
    """The organisation of today or of a day to come, with what is prepared until then."""
    return foreseen(uow.organisation.load(), uow.reorganisations.planned(on), on=on, today=uow.today())
