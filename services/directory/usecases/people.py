"""Correcting one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.directory.domain import PEOPLE, Fault, Person, Revision, revise
from services.directory.usecases.importing import ensure_not_ahead
from services.directory.usecases.recording import record
from shared.contracts.errors import Invalid, NotFound, Stale

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson:
    """A person as they are to stand, read at ``version``; ``effective_on`` as of an import."""

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
    effective_on: date | None = None


def change_person(command: ChangePerson, uow: DirectoryWork) -> Person:
    """Correct one person; nothing is written or told when nothing differs.

    Raises:
        NotFound: nobody has this id, or the caller may not see them.
        Stale: somebody changed the person since ``version``.
        Invalid: every wrong field, among them a circle in line management.
    """
    ensure_not_ahead(command.effective_on, uow.today())
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
    revision = revise(before, (), [(1, given)], today=uow.today(), by=uow.actor, since=command.effective_on)
    refuse(revision.faults)
    ensure_reach(revision, uow)
    record(revision, before, uow)
    return next((person for person in revision.people if person.id == old.id), old)


def refuse(faults: tuple[Fault, ...]) -> None:
    """Raises Invalid: what is wrong with the person, or else what is wrong because of them."""
    own = [fault for fault in faults if fault.file == PEOPLE]
    fields: dict[str, list[str]] = {}
    for fault in own or faults:
        fields.setdefault(fault.field, []).append(fault.reason)
    if fields:
        raise Invalid(fields=fields)


def ensure_reach(revision: Revision, uow: DirectoryWork) -> None:
    """Raises Invalid: somebody would come to an area that the caller may not change."""
    for someone in revision.people:
        if not uow.scope.allows(someone.area):
            raise Invalid(fields={"service": [f"'{someone.area}' is outside the areas you may change"]})
