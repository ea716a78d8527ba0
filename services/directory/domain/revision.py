"""What an import or a correction changes: all of it, or nothing and the reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from services.directory.domain.fault import ORGANISATION, PEOPLE, UNITS, Fault
from services.directory.domain.organisation import Organisation
from services.directory.domain.person import Person
from services.directory.domain.unit import Unit

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Units and people that differ from what is there, at their next version.

    ``accepted`` and ``unchanged`` count the rows given. A service that moves to another area changes its teams and
    people too, whether they were given or not.
    """

    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    accepted: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()


def revise(
    before: Organisation,
    units: Sequence[tuple[int, Unit]],
    people: Sequence[tuple[int, Person]],
    *,
    today: date,
    by: str,
) -> Revision:
    """Lay the given rows over what is there and judge the whole.

    What was wrong before with rows that are not given, such as a team that has ended since with people still in it,
    is no reason to refuse the given ones.

    Parameters: rows come with the number that faults name them by; ``by`` is who asks, and cannot change what they
    themselves may do.
    """
    after = Organisation(
        units={**before.units, **{unit.code: unit for _, unit in units}},
        people={
            **{key: replace(p, area="") if p.service else p for key, p in before.people.items()},
            **{person.id: person for _, person in people},
        },
    )
    faults = [
        *_repeated(UNITS, "code", ((row, unit.code) for row, unit in units)),
        *_repeated(PEOPLE, "id", ((row, person.id) for row, person in people)),
        *_unit_faults(before, after, {unit.code: row for row, unit in units}, today),
        *_person_faults(before, after, {person.id: row for row, person in people}, today, by),
    ]
    if faults:
        return Revision(faults=tuple(sorted(set(faults))))
    new_units = {code: after.settle_unit(unit) for code, unit in after.units.items()}
    new_people = {key: after.settle_person(person) for key, person in after.people.items()}
    given = [new_units[unit.code] == before.units.get(unit.code) for _, unit in units]
    given += [new_people[person.id] == before.people.get(person.id) for _, person in people]
    return Revision(
        units=tuple(
            replace(unit, version=before.units[code].version + 1 if code in before.units else 1)
            for code, unit in new_units.items()
            if unit != before.units.get(code)
        ),
        people=tuple(
            replace(person, version=before.people[key].version + 1 if key in before.people else 1)
            for key, person in new_people.items()
            if person != before.people.get(key)
        ),
        accepted=given.count(False),
        unchanged=given.count(True),
    )


def _repeated(file: str, name: str, rows: Iterable[tuple[int, str]]) -> Iterable[Fault]:
    first: dict[str, int] = {}
    for row, key in rows:
        if key in first:
            yield Fault(file=file, row=row, field=name, reason=f"'{key}' is in row {first[key]} too")
        first.setdefault(key, row)


def _unit_faults(
    before: Organisation, after: Organisation, rows: Mapping[str, int], today: date
) -> Iterable[Fault]:
    for code, unit in after.units.items():
        old = before.units.get(code)
        known = set(before.unit_faults(old, today)) if old is not None and code not in rows else ()
        for name, reason in after.unit_faults(unit, today):
            if (name, reason) not in known:
                yield _fault(UNITS, rows, code, name, reason)
        if old is not None and old.kind != unit.kind:
            reason = f"'{code}' is a {old.kind} already; give the {unit.kind} a new code"
            yield _fault(UNITS, rows, code, "kind", reason)


def _person_faults(
    before: Organisation, after: Organisation, rows: Mapping[str, int], today: date, by: str
) -> Iterable[Fault]:
    circles = after.circles()
    for key, person in after.people.items():
        old = before.people.get(key)
        known = set(before.person_faults(old, today)) if old is not None and key not in rows else ()
        for name, reason in after.person_faults(person, today):
            if (name, reason) not in known:
                yield _fault(PEOPLE, rows, key, name, reason)
        if len(circles.get(key, ())) > 2:  # a circle of one has its own words
            yield _fault(
                PEOPLE, rows, key, "line_manager", f"line management goes round: {' -> '.join(circles[key])}"
            )
        if old is not None and key == by and old.roles != person.roles:
            yield _fault(PEOPLE, rows, key, "roles", "nobody changes their own roles")


def _fault(file: str, rows: Mapping[K, int], key: K, name: str, reason: str) -> Fault:
    if key in rows:
        return Fault(file=file, row=rows[key], field=name, reason=reason)
    return Fault(file=ORGANISATION, row=0, field=name, reason=f"{key} (not in this file): {reason}")
