"""Who a telling is for, from this service's own copy of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.notifications.domain.cover import WAITING, Cover
from services.notifications.domain.telling import Telling

MODERATORS = frozenset({"service_manager", "head_of_service"})
READERS = frozenset({"divisional_director", "head_of_service", "qa_manager"})
LEADERS = MODERATORS | READERS
"""Roles that are told by what they are rather than by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What this service keeps of a member of staff."""

    id: str
    name: str
    email: str
    roles: frozenset[str]
    service: str | None
    line_manager: str | None
    area: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person, and the name of the one whom the telling is about, where it is known.

    ``acting_for`` is the name of who is away, of a deputy who is told in their stead.
    """

    person: str
    about: str = ""
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Those a batch is about, their line managers, and the leaders."""

    known: Mapping[str, Person] = field(default_factory=dict)
    leaders: Iterable[Person] = ()
    cover: Mapping[str, Cover] = field(default_factory=dict)

    def deputies(self, telling: Telling, told: Iterable[Recipient]) -> list[Recipient]:
        """Who acts on the telling's day for those of the ``told`` who are away, where it does not wait."""
        if telling.topic not in WAITING:
            return []
        return [
            Recipient(person=deputy, about=one.about, acting_for=self._name(one.person))
            for one in told
            if one.person in self.cover
            for deputy in self.cover[one.person].deputies_on(telling.on)
            if deputy != telling.person
        ]

    def _name(self, id: str) -> str:
        person = self.known.get(id)
        return person.name if person else id

    def recipients(self, telling: Telling) -> list[Recipient] | None:
        """Who is to be told. None when this service does not know yet: tell them later, not never."""
        if telling.to == "person":
            return [Recipient(person=telling.person)]
        if telling.to == "still_there":
            there = self.known.get(telling.person)
            return None if there is None else [Recipient(person=there.id)] if there.active else []
        if telling.to == "line_manager":
            return self._line_manager(telling.person)
        if telling.to == "quality":
            return self._quality(telling.person)
        if telling.to == "readers":
            found = self._readers()
        else:
            found = self._moderators(telling) if telling.to == "moderators" else self._heads(telling)
        return [Recipient(person=person.id) for person in found] or None

    def _line_manager(self, owner: str) -> list[Recipient] | None:
        person = self.known.get(owner)
        if person is None:
            return None
        manager = person.line_manager
        return [Recipient(person=manager, about=person.name)] if manager and manager != owner else []

    def _quality(self, about: str) -> list[Recipient] | None:
        """The QA managers, but for the one whom it is about."""
        person = self.known.get(about)
        if person is None:
            return None
        there = [p for p in self.leaders if p.active and "qa_manager" in p.roles and p.id != about]
        return [Recipient(person=p.id, about=person.name) for p in there]

    def _moderators(self, telling: Telling) -> list[Person]:
        """Service managers of the service and the head of its area; where there is none, the QA manager (S11)."""
        there = self._others(telling)
        return [
            p
            for p in there
            if ("service_manager" in p.roles and p.service == telling.service)
            or ("head_of_service" in p.roles and p.area == telling.area)
        ] or [p for p in there if "qa_manager" in p.roles]

    def _heads(self, telling: Telling) -> list[Person]:
        """Heads of service of the area; where there is no other, the QA manager."""
        there = self._others(telling)
        heads = [p for p in there if "head_of_service" in p.roles and p.area == telling.area]
        return heads or [p for p in there if "qa_manager" in p.roles]

    def _others(self, telling: Telling) -> list[Person]:
        """The leaders at work, but for the one it is about."""
        return [p for p in self.leaders if p.active and p.id != telling.person]

    def _readers(self) -> list[Person]:
        return [person for person in self.leaders if person.active and person.roles & READERS]
