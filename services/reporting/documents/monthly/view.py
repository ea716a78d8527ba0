"""The figures as a report may show them: every look-up goes through disclosure control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from services.reporting.documents.model import NOT_APPLICABLE, WITHHELD, Cell, Chart, Point, Row, Table
from services.reporting.domain.disclosure import Cell as CountName
from services.reporting.domain.disclosure import Protected, Thresholds
from services.reporting.domain.figures import ALL, Figures
from services.reporting.domain.vocabulary import in_words, month_before

KEEP_APART = Cell(WITHHELD, mark="c")
NOTHING = Cell(NOT_APPLICABLE, mark="z")


@dataclass(frozen=True)
class View:
    """Figures of a month, what is withheld of them, and under which thresholds. ``used`` are the counts looked up."""

    figures: Figures
    seen: Protected
    thresholds: Thresholds
    used: set[CountName] = field(default_factory=set)

    @property
    def month(self) -> str:
        return in_words(self.figures.month)

    @property
    def last_month(self) -> str:
        return in_words(month_before(self.figures.month))

    @cached_property
    def _labels(self) -> tuple[str, str]:
        return f"{self.figures.month:%Y-%m}", f"{month_before(self.figures.month):%Y-%m}"

    def count(self, *cell: str) -> int | None:
        """This month's count, or None when it is withheld."""
        return self._look_up((self._labels[0], *cell))

    def before(self, *cell: str) -> int | None:
        """Last month's."""
        return self._look_up((self._labels[1], *cell))

    def _look_up(self, cell: CountName) -> int | None:
        self.used.add(cell)
        return self.seen.shown(cell)

    def has(self, *cell: str) -> bool:
        return (self._labels[0], *cell) in self.seen.values

    def codes(self, *start: str) -> list[str]:
        """What follows this beginning of a cell's name, in this month's counts."""
        full = (self._labels[0], *start)
        found = (cell[len(full)] for cell in self.seen.values if cell[: len(full)] == full)
        return [code for code in dict.fromkeys(found) if code != ALL]

    def cell(self, *cell: str) -> Cell:
        return number(self.count(*cell))

    def share(self, part: int | None, whole: int | None) -> Cell:
        """A percentage; withheld when either number is, for it would tell."""
        if part is None or whole is None:
            return KEEP_APART
        if whole == 0:
            return NOTHING
        percent = round(100 * part / whole)
        return Cell(f"{percent}%", number=percent, unit="percent")

    def places(self) -> list[tuple[str, str]]:
        """Areas by place and name, then all of them together."""
        organisation = self.figures.organisation
        return [
            *((f"area:{area}", organisation.name(area)) for area in organisation.areas),
            (ALL, "All areas"),
        ]


def number(count: int | None) -> Cell:
    return KEEP_APART if count is None else Cell(f"{count:,}", number=count)


def said(counts: Iterable[int | None]) -> list[int] | None:
    """The counts, or None as soon as one is withheld."""
    found = list(counts)
    return None if None in found else [count for count in found if count is not None]


def chart(
    table: Table, *, title: str, axis: str, stacked: bool, columns: Iterable[str] | None = None
) -> Chart | Table:
    """A chart of a table's counts over that table; totals and withheld counts are not drawn.

    The table alone, when nothing is left to draw.
    """
    series = tuple(table.columns if columns is None else columns)
    rows = [row for row in table.rows if not row.total]
    points = tuple(
        Point(row.label, name, cell.number)
        for row in rows
        for name, cell in zip(table.columns, row.cells, strict=True)
        if name in series and cell.number is not None
    )
    if not any(point.value for point in points):
        return table
    return Chart(
        title=title,
        alt=_in_words(title, rows, table.columns, series),
        axis=axis,
        stacked=stacked,
        labels=tuple(row.label for row in rows),
        series=series,
        points=points,
        withheld=tuple(
            (row.label, name)
            for row in rows
            for name, cell in zip(table.columns, row.cells, strict=True)
            if name in series and cell.mark == WITHHELD
        ),
        table=table,
    )


def _in_words(title: str, rows: list[Row], columns: tuple[str, ...], series: tuple[str, ...]) -> str:
    told = []
    for row in rows:
        values = [
            f"{name.lower()} {'withheld' if cell.mark == WITHHELD else cell.text}"
            for name, cell in zip(columns, row.cells, strict=True)
            if name in series
        ]
        told.append(f"{row.label}: {', '.join(values)}.")
    return f"Bar chart. {title}. {' '.join(told)}"
