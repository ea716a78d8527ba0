"""The organisation as this service knows it: enough to tell who is independent of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.activities.domain.calendar import last_of
from services.activities.domain.cover import Cover
from services.activities.domain.refusals import UnknownPerson, UnknownUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An area, service or team, by the council's own code."""

    code: str
    kind: str
    parent: str | None
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff, by an opaque id. ``area`` is ``all`` for the whole division."""

    id: str
    roles: frozenset[str]
    area: str | None = None
    service: str | None = None
    team: str | None = None
    line_manager: str | None = None
    active: bool = True


class Organisation:
    """A snapshot. It answers from memory, so that a capture need not ask the database."""

    def __init__(
        self, units: Iterable[Unit], people: Iterable[Person], cover: Mapping[str, Cover] | None = None
    ) -> None:
        self.cover = cover or {}
        self.units = {unit.code: unit for unit in units}
        self.people = {person.id: person for person in people}
        self._lines: dict[str, frozenset[str]] = {}
        self._areas: dict[str, str | None] = {}

    def person(self, id: str) -> Person:
        """Raises UnknownPerson."""
        found = self.people.get(id)
        if found is None:
            raise UnknownPerson(f"Nobody with the id {id} is known")
        return found

    def acted_for(self, deputy: str, on: date | None) -> list[Person]:
        """People at work for whom somebody acts on a day, in the order of their ids; without a day nobody."""
        if on is None:
            return []
        found = [
            self.people[one]
            for one, cover in self.cover.items()
            if one in self.people and any(by == deputy and days.hold(on) for by, days in cover.deputies)
        ]
        return sorted((person for person in found if person.active), key=lambda person: person.id)

    def line_of(self, id: str) -> frozenset[str]:
        """Everybody above a person: the line manager, theirs, and so on up."""
        line = self._lines.get(id)
        if line is None:
            above: list[str] = []
            person = self.people.get(id)
            while person and person.line_manager and person.line_manager not in above:
                above.append(person.line_manager)
                person = self.people.get(person.line_manager)
            line = self._lines[id] = frozenset(above) - {id}
        return line

    def area_of(self, code: str | None) -> str | None:
        """The area that a unit lies in; None when there is no such unit."""
        if code is None:
            return None
        if code not in self._areas:
            unit, seen = self.units.get(code), {code}
            while unit and unit.kind != "area" and unit.parent and unit.parent not in seen:
                seen.add(unit.parent)
                unit = self.units.get(unit.parent)
            self._areas[code] = unit.code if unit and unit.kind == "area" else None
        return self._areas[code]

    def area_of_person(self, person: Person) -> str | None:
        """Where they work; of no service, the area that they answer for."""
        return self.area_of(person.team) or self.area_of(person.service) or person.area

    def place(self, service: str, team: str | None, month: date) -> str:
        """The area of a service, once it is known that the team is part of it and both were there in the month.

        Raises:
            UnknownUnit: no such service or team, the team is another service's, or it had ended or not yet begun (S01).
        """
        area = self.area_of(service)
        if area is None or not self.stands(service, "service", month):
            raise UnknownUnit(f"There is no service {service}", fields={"service": ["is not known"]})
        if team is not None and not (self.stands(team, "team", month) and self.units[team].parent == service):
            raise UnknownUnit(f"{service} has no team {team}", fields={"team": ["is no team of the service"]})
        return area

    def stands(self, code: str, kind: str, month: date) -> bool:
        """Whether there is such a unit, which stood on at least one day of the month."""
        unit = self.units.get(code)
        return (
            unit is not None
            and unit.kind == kind
            and unit.valid_from <= last_of(month)
            and (unit.valid_to is None or unit.valid_to >= month)
        )
