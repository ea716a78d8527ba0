"""units.csv and people.csv, read into units and people with every wrong field listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from services.directory.domain.fault import PEOPLE, UNITS, Fault
from services.directory.domain.person import Person
from services.directory.domain.unit import Unit

UNIT_COLUMNS = ("code", "kind", "name", "parent", "valid_from", "valid_to")
PERSON_COLUMNS = ("id", "name", "email", "roles", "service", "team", "line_manager", "active")
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
T = TypeVar("T", Unit, Person)


@dataclass(slots=True)
class Reading(Generic[T]):
    """What a file holds. ``items`` has every row, wrong ones too, so that others may refer to them."""

    file: str
    items: list[tuple[int, T]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True

    def wrong(self, row: int, name: str, reason: str) -> None:
        self.faults.append(Fault(file=self.file, row=row, field=name, reason=reason))

    def unreadable(self, row: int, name: str, reason: str) -> None:
        self.wrong(row, name, reason)
        self.readable = False


def read_units(content: bytes) -> Reading[Unit]:
    """Units, row by row; what a unit is in the organisation is judged later."""
    reading: Reading[Unit] = Reading(UNITS)
    _fill(reading, content, UNIT_COLUMNS, (), lambda row, cells: _unit(reading, row, cells))
    return reading


def read_people(content: bytes) -> Reading[Person]:
    """People, row by row; ``area`` is a column that may be left out."""
    reading: Reading[Person] = Reading(PEOPLE)
    _fill(reading, content, PERSON_COLUMNS, ("area",), lambda row, cells: _person(reading, row, cells))
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


def _fill(
    reading: Reading[T],
    content: bytes,
    required: Sequence[str],
    optional: Sequence[str],
    make: Callable[[int, Mapping[str, str]], T],
) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reading.unreadable(line, "file", "this is not UTF-8 text; save it as 'CSV UTF-8'")
        return
    try:
        lines: list[list[str]] = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        reading.unreadable(0, "file", f"this is not a CSV file: {error}")
        return
    header = [name.strip() for name in lines[0]] if lines else []
    _check_header(reading, header, required, optional)
    if not reading.readable:
        return
    for row, cells_read in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells_read):
            continue
        if len(cells_read) != len(header):
            reading.wrong(row, "file", f"{len(cells_read)} cells where the header has {len(header)}")
        cells = dict.fromkeys(header, "") | dict(
            zip(header, (cell.strip() for cell in cells_read), strict=False)
        )
        for name, value in cells.items():
            if not value.isprintable():
                reading.wrong(row, name, "a character that cannot be printed")
        reading.items.append((row, make(row, cells)))


def _check_header(
    reading: Reading[T], header: Sequence[str], required: Iterable[str], optional: Iterable[str]
) -> None:
    if not header:
        reading.unreadable(0, "file", "the file is empty")
        return
    known = {*required, *optional}
    for name in dict.fromkeys(header):
        if name not in known:
            reading.unreadable(1, name, "unknown column")
        elif header.count(name) > 1:
            reading.unreadable(1, name, "the column is there twice")
    for name in required:
        if name not in header:
            reading.unreadable(1, name, "the column is missing")
