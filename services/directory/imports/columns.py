"""The columns of units and people, and what each cell may say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.directory.domain import PEOPLE, UNITS, Person, Unit
from services.directory.imports.reading import Reading, fill

UNIT_COLUMNS = ("code", "kind", "name", "parent", "valid_from", "valid_to")
PERSON_COLUMNS = ("id", "name", "email", "roles", "service", "team", "line_manager", "active")
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_units(content: bytes) -> Reading[Unit]:
    """Units, row by row; what a unit is in the organisation is judged later."""
    reading: Reading[Unit] = Reading(UNITS)
    fill(reading, content, UNIT_COLUMNS, (), lambda row, cells: _unit(reading, row, cells))
    return reading


def read_people(content: bytes) -> Reading[Person]:
    """People, row by row; ``area`` is a column that may be left out."""
    reading: Reading[Person] = Reading(PEOPLE)
    fill(reading, content, PERSON_COLUMNS, ("area",), lambda row, cells: _person(reading, row, cells))
    return reading


def _unit(reading: Reading[Unit], row: int, cells: Mapping[str, str]) -> Unit:
    first = _date(reading, row, "valid_from", cells["valid_from"])
    if not cells["valid_from"]:
        reading.wrong(row, "valid_from", "the first day is needed, as YYYY-MM-DD")
    return Unit(
        code=cells["code"],
        kind=cells["kind"],
        name=cells["name"],
        parent=cells["parent"] or None,
        valid_from=first or date.min,
        valid_to=_date(reading, row, "valid_to", cells["valid_to"]),
    )


def _person(reading: Reading[Person], row: int, cells: Mapping[str, str]) -> Person:
    active = YES_NO.get(cells["active"].lower())
    if active is None:
        reading.wrong(row, "active", f"'{cells['active']}' is neither yes nor no")
    return Person(
        id=cells["id"],
        name=cells["name"],
        email=cells["email"],
        roles=tuple(sorted({role.strip() for role in cells["roles"].split(";") if role.strip()})),
        service=cells["service"] or None,
        team=cells["team"] or None,
        line_manager=cells["line_manager"] or None,
        active=active is not False,
        area=cells.get("area", ""),
    )


def _date(reading: Reading[Unit], row: int, name: str, value: str) -> date | None:
    if not value:
        return None
    try:
        if len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        reading.wrong(row, name, f"'{value}' is not a date as YYYY-MM-DD")
        return None
