"""The whole organisation, and the rules that hold between its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from services.directory.domain.person import Person
from services.directory.domain.unit import EVERYWHERE, PARENT_OF, Unit

if TYPE_CHECKING:
    from services.directory.domain.leaving import Holding
    from services.directory.domain.revision import Revision


@dataclass(frozen=True, slots=True)
class Organisation:
    """Units by code, people by id, and by id the posts that people hold and whom they act for."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    held: Mapping[str, Sequence[Holding]] = field(default_factory=dict)

    def area_of(self, code: str | None) -> str:
        """The area that a unit belongs to; ``all`` where there is none."""
        unit = self.units.get(code or "")
        for _ in PARENT_OF:
            if unit is not None and unit.parent:
                unit = self.units.get(unit.parent)
        return unit.code if unit is not None and unit.kind == "area" else EVERYWHERE

    def settle_unit(self, unit: Unit) -> Unit:
        """The unit in the area that its parents put it in."""
        return replace(unit, area=self.area_of(unit.code))

    def settle_person(self, person: Person) -> Person:
        """The person in the area of their service; without a service in their own area, or everywhere."""
        if person.service:
            return replace(person, area=self.area_of(person.service))
        return replace(person, area=person.area or EVERYWHERE)

    def after(self, revision: Revision) -> Organisation:
        """With what a revision changes."""
        return Organisation(
            {**self.units, **{unit.code: unit for unit in revision.units}},
            {**self.people, **{person.id: person for person in revision.people}},
            self.held,
        )

    def unit_faults(self, unit: Unit, today: date) -> Iterator[tuple[str, str]]:
        """What is wrong with a unit among the others, as field and reason."""
        yield from unit.faults(today)
        wanted = PARENT_OF.get(unit.kind)
        if not wanted or not unit.parent:
            return
        parent = self.units.get(unit.parent)
        if parent is None:
            yield "parent", f"unknown parent '{unit.parent}'"
        elif parent.kind != wanted:
            yield "parent", f"the parent of a {unit.kind} is a {wanted}, and '{parent.code}' is not"
        elif unit.stands_on(today) and not parent.stands_on(today):
            yield "parent", f"'{parent.code}' does not stand today"

    def person_faults(self, person: Person, today: date) -> Iterator[tuple[str, str]]:
        """What is wrong with a person among the others, except for circles."""
        yield from person.faults()
        for name, kind in (("service", person.service), ("team", person.team)):
            if kind:
                yield from self._place_faults(name, kind, person, today)
        team = self.units.get(person.team or "")
        if person.service and team is not None and team.kind == "team" and team.parent != person.service:
            yield "team", f"'{team.code}' is a team of '{team.parent}', not of '{person.service}'"
        if person.area not in ("", EVERYWHERE):
            area = self.units.get(person.area)
            if area is None or area.kind != "area":
                yield "area", f"unknown area '{person.area}'"
            elif person.service and self.area_of(person.service) != person.area:
                yield "area", f"'{person.service}' is not in '{person.area}'; leave the area out"
        if person.line_manager and person.line_manager not in self.people:
            yield "line_manager", f"unknown person '{person.line_manager}'"

    def _place_faults(self, kind: str, code: str, person: Person, today: date) -> Iterator[tuple[str, str]]:
        unit = self.units.get(code)
        if unit is None or unit.kind != kind:
            yield kind, f"unknown {kind} '{code}'"
        elif person.active and not unit.stands_on(today):
            yield kind, f"'{code}' does not stand today"

    def circles(self) -> dict[str, tuple[str, ...]]:
        """Everybody whose line management comes back to them, with the way round."""
        found: dict[str, tuple[str, ...]] = {}
        done: set[str] = set()
        for start in self.people:
            way: list[str] = []
            here: str | None = start
            while here is not None and here in self.people and here not in done and here not in way:
                way.append(here)
                here = self.people[here].line_manager
            if here is not None and here in way:
                circle = way[way.index(here) :]
                for place, member in enumerate(circle):
                    found[member] = (*circle[place:], *circle[:place], member)
            done.update(way)
        return found
