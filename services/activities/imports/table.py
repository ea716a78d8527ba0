"""A list as councils really keep it: columns in any order, headings in any case, any encoding of a CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import BinaryIO, TypeVar

from services.activities.imports.rows import Rejection
from services.activities.imports.values import Wrong
from shared.files.sheet import Cells, Sheet, UnreadableFile, csv_sheet

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one kind of list: every heading that may appear and those that must.

    `headings` maps a heading (lower case, words parted by one space) to the column it names, so
    that two editions or two councils can call the same column differently.
    """

    name: str
    headings: Mapping[str, str]
    required: tuple[str, ...]

    def reject(self, row: int, field: str, reason: str) -> Rejection:
        """A rejection whose reason starts with the file's name where it has one: two files may share row numbers."""
        return Rejection(row=row, field=field, reason=f"{self.name}: {reason}" if self.name else reason)


class UnreadableTable(ValueError):
    """The file cannot be taken at all; `rejections` say why."""

    def __init__(self, *rejections: Rejection) -> None:
        super().__init__("; ".join(rejection.reason for rejection in rejections))
        self.rejections = rejections


class NoHeading(UnreadableTable):
    """The first line names none of the columns."""


class Table:
    """An opened CSV file or sheet of a workbook; iterating gives its records and fills `rejections`, in file order.

    Blank lines are passed over. A cell too few or too many makes a record of a CSV that is refused already.

    Raises:
        UnreadableTable: not text, no heading, a heading with unknown, missing or repeated columns,
            or, while iterating, a quotation that never ends.
    """

    def __init__(self, source: BinaryIO | Sheet, layout: Layout) -> None:
        self.layout = layout
        self.rejections: list[Rejection] = []
        try:
            sheet = source if isinstance(source, Sheet) else csv_sheet(source)
        except UnreadableFile as unreadable:
            raise UnreadableTable(layout.reject(unreadable.row, "file", str(unreadable))) from unreadable
        self.sheet, self._rows = sheet.name, sheet.rows
        self.columns, self._width = self._read_heading()

    def __iter__(self) -> Iterator[Record]:
        width = self._width
        while (found := self._next()) is not None:
            row, cells = found
            if any(cell != "" for cell in cells):
                if self.sheet is not None:
                    cells = [*cells, *[""] * (width - len(cells))]
                yield Record(self, row, cells, len(cells) >= width and not any(cells[width:]))

    def reject(self, row: int, field: str, reason: str) -> Rejection:
        return replace(self.layout.reject(row, field, reason), sheet=self.sheet)

    def _next(self) -> tuple[int, Cells] | None:
        try:
            return next(self._rows, None)
        except UnreadableFile as unreadable:
            raise UnreadableTable(self.reject(unreadable.row, "file", str(unreadable))) from unreadable

    def _read_heading(self) -> tuple[dict[str, int], int]:
        _, first = self._next() or (1, ())
        heading = [cell or "" for cell in first]
        while heading and not heading[-1]:
            heading.pop()
        if not heading:
            raise NoHeading(self.reject(0, "file", "is empty: there is no heading"))
        if not any(_normal(written) in self.layout.headings for written in heading):
            # The first line may be a child's, whose cells must not be told as if they were headings.
            reason = f"has no heading: its first line names none of {', '.join(self.layout.required)}"
            raise NoHeading(self.reject(1, "file", reason))
        columns: dict[str, int] = {}
        wrong: list[Rejection] = []
        for position, written in enumerate(heading):
            column = self.layout.headings.get(_normal(written))
            if column is None:
                wrong.append(self.reject(1, _shown(written), self._unknown(written)))
            elif column in columns:
                wrong.append(self.reject(1, column, "the column is there twice"))
            else:
                columns[column] = position
        missing = [column for column in self.layout.required if column not in columns]
        wrong += [self.reject(1, column, "the column is missing") for column in missing]
        if wrong:
            raise UnreadableTable(*wrong)
        return columns, len(heading)

    def _unknown(self, written: str) -> str:
        near = get_close_matches(_normal(written), self.layout.headings, n=1)
        hint = f" (did you mean {self.layout.headings[near[0]]}?)" if near else ""
        return f"is not a column of this file{hint}"


class Record:
    """One line of a table. Each wrong cell is refused on its own, so that all are told at once."""

    __slots__ = ("_cells", "_table", "refused", "row", "whole")

    def __init__(self, table: Table, row: int, cells: Cells, whole: bool) -> None:
        self._table = table
        self._cells = cells
        self.row = row
        self.whole = whole
        self.refused = False
        if not whole:
            self.reject("row", f"has {len(cells)} cells where the heading has {table._width}")

    def text(self, column: str) -> str:
        """The cell as written, empty when the column or the cell is not there."""
        return self._cell(column) or ""

    def read(self, column: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell's value; None after refusing it when `reader` says that it is wrong."""
        if self._cell(column) is None:
            self.reject(column, "is a formula whose result is not in the file; open and save it in Excel")
            return None
        try:
            return reader(self.text(column))
        except Wrong as wrong:
            self.reject(column, str(wrong))
            return None

    def reject(self, column: str, reason: str) -> None:
        self.refused = True
        self._table.rejections.append(self._table.reject(self.row, column, reason))

    def _cell(self, column: str) -> str | None:
        position = self._table.columns.get(column)
        return self._cells[position] if position is not None and position < len(self._cells) else ""


def _normal(heading: str) -> str:
    return " ".join(heading.lower().replace("_", " ").split())


def _shown(heading: str) -> str:
    return heading[:40] if heading.isprintable() and heading else "heading"
