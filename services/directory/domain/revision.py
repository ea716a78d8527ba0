"""What an import or a correction changes: all of it, or nothing and the reasons."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from services.directory.domain.fault import ORGANISATION, PEOPLE, UNITS, Fault
from services.directory.domain.leaving import holdings
from services.directory.domain.organisation import Organisation
from services.directory.domain.person import Person
from services.directory.domain.unit import Unit

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", Unit, Person)


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
    since: date | None = None,
) -> Revision:
    """Lay the given rows over what is there and judge the whole.

    What was wrong before with rows that are not given, such as a team that has ended since with people still in it,
    is no reason to refuse the given ones.

    Parameters: rows come with the number that faults name them by; ``today`` is the day by which they are judged;
    ``by`` is who asks, and cannot change what they themselves may do; ``since`` is the day that the change counts
    from, today where none is said.
    """
    since = since or today
    after = Organisation(
        units={**before.units, **{unit.code: unit for _, unit in units}},
        people={
            **{key: replace(p, area="") if p.service else p for key, p in before.people.items()},
            **{person.id: person for _, person in people},
        },
        held=before.held,
    )
    faults = [
        *_repeated(UNITS, "code", ((row, unit.code) for row, unit in units)),
        *_repeated(PEOPLE, "id", ((row, person.id) for row, person in people)),
        *_unit_faults(before, after, _rows_of(units, "code"), today),
        *_person_faults(before, after, _rows_of(people, "id"), today, by),
        *_left_behind(before, after, _rows_of(people, "id")),
    ]
    if faults:
        return Revision(faults=tuple(sorted(set(faults))))
    new_units = {code: after.settle_unit(unit) for code, unit in after.units.items()}
    new_people = {key: after.settle_person(person) for key, person in after.people.items()}
    changed_units = [unit for code, unit in new_units.items() if unit != before.units.get(code)]
    changed_people = [person for key, person in new_people.items() if person != before.people.get(key)]
    rewriting = [
        *_rewriting(UNITS, before.units, {u.code: u for u in changed_units}, _rows_of(units, "code"), since),
        *_rewriting(PEOPLE, before.people, {p.id: p for p in changed_people}, _rows_of(people, "id"), since),
    ]
    if rewriting:
        return Revision(faults=tuple(sorted(rewriting)))
    given = [new_units[unit.code] == before.units.get(unit.code) for _, unit in units]
    given += [new_people[person.id] == before.people.get(person.id) for _, person in people]
    return Revision(
        units=tuple(_next_unit(unit, before.units.get(unit.code), since) for unit in changed_units),
        people=tuple(_next_person(person, before.people.get(person.id), since) for person in changed_people),
        accepted=given.count(False),
        unchanged=given.count(True),
    )


def _next_unit(unit: Unit, old: Unit | None, since: date) -> Unit:
    """The next version; a unit's first word about itself counts from its first day."""
    if old is None:
        return replace(unit, version=1, effective_on=min(since, unit.valid_from))
    return replace(unit, version=old.version + 1, effective_on=since)


def _next_person(person: Person, old: Person | None, since: date) -> Person:
    return replace(person, version=old.version + 1 if old else 1, effective_on=since)


def _rows_of(given: Sequence[tuple[int, T]], key: str) -> dict[str, int]:
    return {getattr(one, key): row for row, one in given}


def _rewriting(
    file: str, before: Mapping[str, T], changed: Mapping[str, T], rows: Mapping[str, int], since: date
) -> Iterable[Fault]:
    """What would count from before its last change: later history would be told anew without anybody saying so."""
    for key in changed:
        old = before.get(key)
        if old is not None and old.effective_on is not None and since < old.effective_on:
            reason = f"'{key}' changed on {old.effective_on}; a change of before that day would rewrite it"
            yield _fault(file, rows, key, "effective_on", reason)


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


def _left_behind(before: Organisation, after: Organisation, rows: Mapping[str, int]) -> Iterable[Fault]:
    """Nobody leaves work behind that is nobody's."""
    for key, row in rows.items():
        old = before.people.get(key)
        if old is not None and old.active and not after.people[key].active:
            for held in holdings(old, after):
                reason = f"still holds {held.kind} {held.key} ({held.name}): hand it over first"
                yield Fault(file=PEOPLE, row=row, field="active", reason=reason)


def _fault(file: str, rows: Mapping[K, int], key: K, name: str, reason: str) -> Fault:
    if key in rows:
        return Fault(file=file, row=rows[key], field=name, reason=reason)
    return Fault(file=ORGANISATION, row=0, field=name, reason=f"{key} (not in this file): {reason}")
