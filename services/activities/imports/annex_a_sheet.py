"""One sheet or CSV of Annex A: which list it is, and its rows as periods of the children in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from typing import TypeVar

from services.activities.imports import annex_a_values, values
from services.activities.imports.annex_a_lists import (
    BORN,
    CHILD,
    ETHNICITY,
    GENDER,
    AnnexList,
    CaseList,
    columns,
    recognise,
)
from services.activities.imports.rows import Rejection
from shared.files.sheet import Cells, Sheet

HEADING_WITHIN_ROWS = 10
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A row that can be taken: from when to when the child was in need, on a plan or looked after."""

    row: int
    began: date
    ended: date | None
    born: date | None
    sex: str | None
    ethnicity: str | None
    died: bool


@dataclass(slots=True)
class ReadList:
    """A list with its periods by child. `unsure` are the children who have a refused row."""

    kind: CaseList
    sheet: str | None
    periods: dict[str, list[Period]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    rejections: list[Rejection] = field(default_factory=list)

    def reject(self, row: int, column: str, reason: str) -> None:
        self.rejections.append(Rejection(row=row, field=column, reason=reason, sheet=self.sheet))


def find_heading(sheet: Sheet) -> tuple[int, list[str], AnnexList | None]:
    """The row, cells and list of the heading, which may have a title above it; no list where there is none."""
    for row, cells in islice(sheet.rows, HEADING_WITHIN_ROWS):
        heading = [cell or "" for cell in cells]
        found = recognise(heading)
        if found is not None:
            return row, heading, found
    return 0, [], None


def wrong_columns(heading: list[str], kind: CaseList) -> list[tuple[str, str]]:
    """Every column that is needed and missing, or there twice, with the reason."""
    named = columns(heading)
    asked = (*kind.needed, *((kind.reason,) if kind.reason else ()))
    twice = [(column, "the column is there twice") for column in asked if named.count(column) > 1]
    return twice + [
        (column, f"the column is missing from list {kind.number}")
        for column in kind.needed
        if column not in named
    ]


def read_rows(sheet: Sheet, heading: list[str], kind: CaseList, known_until: date) -> ReadList:
    """Read what stands below the heading. Blank rows are passed over."""
    found = ReadList(kind, sheet.name)
    while heading and not heading[-1]:
        heading.pop()
    named = columns(heading)
    position = {column: named.index(column) for column in named if column}
    for row, cells in sheet.rows:
        if any(cell != "" for cell in cells):
            _Line(found, row, cells, position).take(sheet, len(heading), known_until)
    return found


class _Line:
    """One row. Each wrong cell is refused on its own, so that all are told at once."""

    def __init__(self, found: ReadList, row: int, cells: Cells, position: dict[str, int]) -> None:
        self._found, self._row, self._cells, self._position = found, row, cells, position
        self._refused = False

    def take(self, sheet: Sheet, width: int, known_until: date) -> None:
        if sheet.name is None and (len(self._cells) < width or any(self._cells[width:])):
            self._reject("row", f"has {len(self._cells)} cells where the heading has {width}")
            return
        kind = self._found.kind

        def day(text: str) -> date | None:
            return annex_a_values.day(text, known_until, sheet.epoch)

        child = self._read(CHILD, values.identifier)
        born = self._read(BORN, day)
        sex = self._read(GENDER, annex_a_values.sex)
        ethnicity = self._read(ETHNICITY, annex_a_values.ethnicity)
        began = self._read(kind.began, lambda text: day(text) or _missing())
        refused_before = len(self._found.rejections)
        ended = self._read(kind.ended, day)
        left_blank = ended is None and len(self._found.rejections) == refused_before
        if began and ended and ended < began:
            self._reject(kind.ended, f"is before {kind.began}")
        if kind.scheme == "cla" and began and born and began < born:
            self._reject(kind.began, "is before the child's birth")
        if kind.status and self._read(kind.status, annex_a_values.closed) and left_blank:
            self._reject(kind.ended, "is missing, though the case status says closed")
        died = bool(kind.reason in self._position and self._read(kind.reason, annex_a_values.died))
        if child is not None and (self._refused or began is None):
            self._found.unsure.add(child)
        elif child is not None and began is not None:
            period = Period(
                row=self._row, began=began, ended=ended, born=born, sex=sex, ethnicity=ethnicity, died=died
            )
            self._found.periods.setdefault(child, []).append(period)

    def _read(self, column: str, reader: Callable[[str], Value]) -> Value | None:
        position = self._position[column]
        cell = self._cells[position] if position < len(self._cells) else ""
        try:
            return reader(annex_a_values.written(cell))
        except values.Wrong as wrong:
            self._reject(column, str(wrong))
            return None

    def _reject(self, column: str, reason: str) -> None:
        self._refused = True
        self._found.reject(self._row, column, reason)


def _missing() -> date:
    raise values.Wrong("is missing")


def decisive(found: ReadList, child: str) -> Period | None:
    """The period that says how it stands with the child; None when that cannot be known.

    Of two that are open the later start counts and the earlier row is refused.
    """
    periods = sorted(found.periods.get(child, ()), key=lambda period: (period.began, period.row))
    for before, period in pairwise(periods):
        if before.began == period.began:
            reason = f"is the same day as in row {before.row} for the same child"
            found.reject(period.row, found.kind.began, reason)
            found.unsure.add(child)
    still_open = [period for period in periods if period.ended is None]
    for earlier in still_open[:-1]:
        found.reject(earlier.row, found.kind.ended, "is blank, but a later row of the child is open as well")
    if still_open:
        return still_open[-1]
    return max(periods, key=lambda period: period.ended or date.min, default=None)
