"""The people and units of the invented borough, read from the same files that are imported."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MODERATORS = frozenset({"service_manager", "head_of_service"})
WORK_WITH_FAMILIES = frozenset({"practitioner", "independent_chair"})
ALLOCATED_TO = frozenset({"team_manager", "practice_leader"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff: an opaque id, roles, and a place in the tree."""

    id: str
    roles: frozenset[str]
    service: str | None
    team: str | None
    line_manager: str | None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    code: str
    kind: str
    parent: str | None
    ended: bool


@dataclass(frozen=True)
class Organisation:
    """Who works where."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]

    @classmethod
    def read(cls, units: Path, people: Path) -> Organisation:
        """Read ``units.csv`` and ``people.csv``."""
        return cls(
            units=tuple(
                Unit(
                    code=row["code"],
                    kind=row["kind"],
                    parent=row["parent"] or None,
                    ended=bool(row["valid_to"]),
                )
                for row in _rows(units)
            ),
            people=tuple(
                Person(
                    id=row["id"],
                    roles=frozenset(filter(None, row["roles"].split(";"))),
                    service=row["service"] or None,
                    team=row["team"] or None,
                    line_manager=row["line_manager"] or None,
                    area=row.get("area") or None,
                )
                for row in _rows(people)
                if row["active"].strip().lower() not in {"false", "no", "0"}
            ),
        )

    @cached_property
    def _person(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _unit(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @property
    def services(self) -> tuple[str, ...]:
        return tuple(unit.code for unit in self.units if unit.kind == "service")

    def person(self, id: str) -> Person:
        return self._person[id]

    def teams(self, service: str) -> tuple[str, ...]:
        """The service's teams that have somebody in them and have not ended."""
        staffed = {person.team for person in self.people}
        return tuple(
            unit.code
            for unit in self.units
            if unit.parent == service and unit.kind == "team" and not unit.ended and unit.code in staffed
        )

    def area_of(self, unit: str | None) -> str | None:
        """The area that a service or a team belongs to."""
        found = self._unit.get(unit or "")
        while found is not None and found.kind != "area":
            found = self._unit.get(found.parent or "")
        return found.code if found else None

    def area_of_person(self, person: Person) -> str | None:
        """None for those who work for the whole division."""
        return person.area or self.area_of(person.service)

    def line_of(self, person: Person) -> frozenset[str]:
        """Everybody above a person."""
        above: list[str] = []
        manager = self._person.get(person.line_manager or "")
        while manager is not None and manager.id not in above:
            above.append(manager.id)
            manager = self._person.get(manager.line_manager or "")
        return frozenset(above)

    def holding(self, *roles: str) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.roles & set(roles))

    def practitioners(self, service: str, team: str | None = None) -> tuple[Person, ...]:
        """Who works with families there."""
        return tuple(
            person
            for person in self.people
            if person.service == service
            and (team is None or person.team == team)
            and person.roles & WORK_WITH_FAMILIES
        )

    def independent(self, auditor: str, practitioner: Person) -> bool:
        """Whether somebody stands outside the practitioner's team and line."""
        apart = self.person(auditor).team != practitioner.team
        return apart and auditor not in self.line_of(practitioner)

    def auditors_for(self, practitioner: Person) -> tuple[Person, ...]:
        """Managers of the same area, from outside the practitioner's team and line."""
        area = self.area_of(practitioner.service)
        return tuple(
            person
            for person in self.holding(*ALLOCATED_TO)
            if self.area_of_person(person) == area and self.independent(person.id, practitioner)
        )

    def moderators_for(self, service: str, not_these: Collection[str]) -> tuple[Person, ...]:
        """Service managers and heads of service of the area, but for the auditor and the line (S11)."""
        area = self.area_of(service)
        return tuple(
            person
            for person in self.holding(*MODERATORS)
            if person.id not in not_these and self.area_of_person(person) == area
        )

    def closer_for(self, owner: str) -> Person:
        """Somebody other than the owner who may accept the evidence: the line manager where there is one."""
        person = self.person(owner)
        manager = self._person.get(person.line_manager or "")
        if manager is not None and manager.roles & (ALLOCATED_TO | MODERATORS):
            return manager
        return self._first(p for p in self.holding("qa_manager", *MODERATORS) if p.id != owner)

    @staticmethod
    def _first(people: Iterable[Person]) -> Person:
        for person in people:
            return person
        raise LookupError("the organisation has nobody else to do this")


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
