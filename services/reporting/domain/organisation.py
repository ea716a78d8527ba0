"""The areas and services that a report goes through, with their names (S01)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An area or a service."""

    code: str
    kind: str
    name: str
    parent: str | None
    valid_from: date
    valid_to: date | None

    def existed_in(self, month: date) -> bool:
        """Whether it was there at some time of that month."""
        return f"{self.valid_from:%Y%m}" <= f"{month:%Y%m}" and (
            self.valid_to is None or self.valid_to >= month
        )


@dataclass(frozen=True, slots=True)
class Organisation:
    """Areas, each with its services, in the order of their names."""

    areas: dict[str, tuple[str, ...]]
    names: dict[str, str] = field(default_factory=dict)

    def name(self, code: str) -> str:
        """The unit's name; a readable form of its code when directory has not told one."""
        return self.names.get(code) or readable(code)

    def place(self, area: str, service: str) -> str:
        """What the counts of a service in an area are called; of one that moved, each area's are their own."""
        moved = sum(service in services for services in self.areas.values()) > 1
        return f"service:{service}@{area}" if moved else f"service:{service}"


def readable(code: str) -> str:
    """``line-cin`` as ``Line cin``: for codes that nobody has named."""
    return code.replace("-", " ").replace("_", " ").capitalize()


def arrange(units: Iterable[Unit], seen: Iterable[tuple[str, str]], month: date) -> Organisation:
    """The organisation of that month as directory tells it, and every area and service that was counted.

    Parameters: ``units`` as they were called and placed then; ``seen`` are the (area, service) pairs of the counts.
    A service that moved is under both areas while both have counts.
    """
    names: dict[str, str] = {}
    areas: dict[str, set[str]] = {}
    for unit in units:
        names[unit.code] = unit.name
        if not unit.existed_in(month):
            continue
        if unit.kind == "area":
            areas.setdefault(unit.code, set())
        elif unit.parent is not None:
            areas.setdefault(unit.parent, set()).add(unit.code)
    for area, service in seen:
        areas.setdefault(area, set()).add(service)
    organisation = Organisation({}, names)
    for area in sorted(areas, key=organisation.name):
        organisation.areas[area] = tuple(sorted(areas[area], key=organisation.name))
    return organisation
