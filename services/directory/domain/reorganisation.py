"""A reorganisation that is prepared as a file and takes effect on its day (S01)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, get_args
from uuid import UUID

from services.directory.domain.fault import PEOPLE, UNITS, Fault
from services.directory.domain.organisation import Organisation
from services.directory.domain.person import Person
from services.directory.domain.refusals import AlreadySettled
from services.directory.domain.revision import Revision, revise
from services.directory.domain.unit import Unit

Status = Literal["planned", "applied", "refused", "cancelled"]
STATUSES: tuple[str, ...] = get_args(Status)
UNSAID = frozenset({"code", "id", "version", "effective_on"})
"""What differs between two versions without being a change that somebody made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """Rows of units and people, with their numbers in the file, that count from ``effective_on``.

    Each row has the version that it is to follow: what somebody changes meanwhile is not undone on the day.
    ``faults`` say why it could not take effect: then somebody was quicker, and a new one must be prepared.
    """

    reorganisation_id: UUID
    name: str
    effective_on: date
    units: Sequence[tuple[int, Unit]]
    people: Sequence[tuple[int, Person]]
    prepared_by: str
    prepared_on: date
    status: Status = "planned"
    settled_by: str | None = None
    settled_on: date | None = None
    faults: Sequence[Fault] = ()
    version: int = 1

    def judge(self, before: Organisation, today: date) -> Revision:
        """What it changes of the organisation as it stands before it."""
        overtaken = [
            *_overtaken(UNITS, before.units, ((row, unit.code, unit.version) for row, unit in self.units)),
            *_overtaken(PEOPLE, before.people, ((row, one.id, one.version) for row, one in self.people)),
        ]
        if overtaken:
            return Revision(faults=tuple(sorted(overtaken)))
        return revise(
            before,
            self.units,
            self.people,
            today=max(today, self.effective_on),
            by=self.prepared_by,
            since=self.effective_on,
        )

    def following(self, before: Organisation, revision: Revision) -> Reorganisation:
        """With the rows alone that change something, each after the version that it was judged by."""
        units, people = ({unit.code for unit in revision.units}, {one.id for one in revision.people})
        return replace(
            self,
            units=[
                (row, replace(unit, version=_version(before.units, unit.code)))
                for row, unit in self.units
                if unit.code in units
            ],
            people=[
                (row, replace(one, version=_version(before.people, one.id)))
                for row, one in self.people
                if one.id in people
            ],
        )

    def settle(self, status: Status, *, by: str, on: date, faults: Sequence[Fault] = ()) -> Reorganisation:
        """Raises AlreadySettled: it is no longer planned."""
        if self.status != "planned":
            raise AlreadySettled(f"It is {self.status} already")
        return replace(self, status=status, settled_by=by, settled_on=on, faults=faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a unit or person that changes; ``before`` is None of what is new."""

    kind: Literal["unit", "person"]
    id: str
    name: str
    field: str
    before: str | None
    after: str | None


def _version(known: Mapping[str, Unit] | Mapping[str, Person], key: str) -> int:
    found = known.get(key)
    return found.version if found else 0


def _overtaken(
    file: str, known: Mapping[str, Unit] | Mapping[str, Person], rows: Iterable[tuple[int, str, int]]
) -> Iterator[Fault]:
    for row, key, version in rows:
        if _version(known, key) != version:
            reason = f"'{key}' was changed after this was prepared; prepare it again from what holds now"
            yield Fault(file=file, row=row, field="version", reason=reason)


def foreseen(
    before: Organisation, planned: Iterable[Reorganisation], *, on: date, today: date
) -> Organisation:
    """The organisation of a day to come, as far as it is prepared; what no longer fits is left out.

    Parameters: ``planned`` in the order of their days.
    """
    for one in planned:
        if one.effective_on <= on:
            before = before.after(one.judge(before, today))
    return before


def differences(before: Organisation, revision: Revision) -> Iterator[Difference]:
    """What a revision changes, field by field, in the order of units and people."""
    for unit in sorted(revision.units, key=lambda unit: unit.code):
        yield from _between("unit", unit.code, before.units.get(unit.code), unit)
    for person in sorted(revision.people, key=lambda person: person.id):
        yield from _between("person", person.id, before.people.get(person.id), person)


def ended_by(before: Organisation, revision: Revision) -> dict[str, date]:
    """Units to which a revision gives a last day, or another one: that day by code."""
    known = {code: unit.valid_to for code, unit in before.units.items()}
    return {
        one.code: one.valid_to
        for one in revision.units
        if one.valid_to is not None and one.valid_to != known.get(one.code)
    }


def _between(
    kind: Literal["unit", "person"], id: str, old: Unit | Person | None, new: Unit | Person
) -> Iterator[Difference]:
    for name in (each.name for each in fields(new) if each.name not in UNSAID):
        was, becomes = (_said(getattr(one, name, None)) for one in (old, new))
        if was != becomes:
            yield Difference(kind=kind, id=id, name=new.name, field=name, before=was, after=becomes)


def _said(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return None if value is None else str(value)
