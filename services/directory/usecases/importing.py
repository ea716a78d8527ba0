"""Loading the organisation from files: all of it, or nothing and the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.directory.domain import PEOPLE, UNITS, Fault, Person, Unit, revise
from services.directory.imports import Reading, read_people, read_units
from services.directory.usecases.recording import record
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.directory.tables import DirectoryWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrganisation:
    """The contents of the files of units and people; either may be left out, not both.

    ``effective_on`` is the day that what differs counts from: today where none is said, never one to come.
    """

    units: bytes | None
    people: bytes | None
    effective_on: date | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """How many rows were taken or would be, and every wrong one. With a wrong row nothing was taken."""

    accepted: int
    unchanged: int
    rejected: tuple[Fault, ...]


def import_organisation(command: ImportOrganisation, uow: DirectoryWork) -> ImportResult:
    """Take both files or nothing; the same files again change nothing (S01, S02).

    Raises:
        Invalid: neither file was given, or the day is still to come: that is a reorganisation to prepare.
    """
    ensure_not_ahead(command.effective_on, uow.today())
    units, people = read_files(command.units, command.people)
    faults = [*units.faults, *people.faults]
    if not (units.readable and people.readable):
        return ImportResult(accepted=0, unchanged=0, rejected=tuple(sorted(faults)))
    if not command.dry_run:
        uow.organisation.hold()
    before = uow.organisation.load()
    revision = revise(
        before,
        units.items,
        people.items,
        today=uow.today(),
        by=uow.actor,
        since=command.effective_on,
    )
    rejected = tuple(sorted({*faults, *revision.faults}))
    if rejected:
        return ImportResult(accepted=0, unchanged=0, rejected=rejected)
    if not command.dry_run:
        record(revision, before, uow)
    return ImportResult(accepted=revision.accepted, unchanged=revision.unchanged, rejected=())


def read_files(units: bytes | None, people: bytes | None) -> tuple[Reading[Unit], Reading[Person]]:
    """Raises Invalid: neither was given."""
    if units is None and people is None:
        raise Invalid(fields={"units": ["give units, people or both"]})
    return (
        read_units(units) if units is not None else Reading[Unit](UNITS),
        read_people(people) if people is not None else Reading[Person](PEOPLE),
    )


def ensure_not_ahead(effective_on: date | None, today: date) -> None:
    """Raises Invalid: what is to come is prepared as a reorganisation."""
    if effective_on is not None and effective_on > today:
        reason = "is still to come; prepare a reorganisation for that day"
        raise Invalid(fields={"effective_on": [reason]})
