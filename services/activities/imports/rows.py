"""What every case-list format is read into, whatever the file looked like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Scheme = Literal["cin", "cla", "cpp"]
"""Why the child is known: in need, looked after, or under a child protection plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One child's case; `identifier` is the child's number in the council's own system.

    `row` is the place in the file that a person would look for: the line of a CSV (the
    header is line 1), the ordinal of the `Child` in an XML return (the first is 1), the row of
    `sheet` in a workbook. `ended` holds the other schemes that the list itself says are over for
    this child: whoever was known under one of them is known by this row from now on.
    """

    row: int
    identifier: str
    area: str
    service: str
    opened_on: date
    closed_on: date | None
    birth_date: date | None
    sex: str | None
    ethnicity: str | None
    scheme: Scheme
    died_on: date | None = None
    sheet: str | None = None
    ended: frozenset[Scheme] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadRow:
    """Who held a case in which team; `to` is None while they still do, else the last day."""

    row: int
    identifier: str
    team: str
    worker: str
    from_: date
    to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A row that was not taken, the field that spoilt it, and why, in words for its owner.

    Row 0 with field `file` means that the file as a whole cannot be read. The reason never
    repeats a child's identifier or birth date: rejections are shown, logged and mailed. `sheet`
    is said of a workbook alone.
    """

    row: int
    field: str
    reason: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A sheet of a workbook that holds no case list, and what it looks like instead."""

    sheet: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The rows fit to import, one a child, and everything that was refused, both in file order.

    `rows` holds closed cases too, so that a later list closes what an earlier one opened.
    `as_at` is the day the list speaks of.
    """

    rows: tuple[CaseRow, ...]
    rejections: tuple[Rejection, ...]
    as_at: date
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def accepted(self) -> int:
        """Open cases: what the sampling frame gains or keeps from this list."""
        return sum(1 for row in self.rows if row.closed_on is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCaseload:
    """The same for a caseload file."""

    rows: tuple[CaseloadRow, ...]
    rejections: tuple[Rejection, ...]
