"""Rollups in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from services.reporting.domain.counting import Count, Key
from services.reporting.tables.schema import rollup

if TYPE_CHECKING:
    from shared.db.unit import UnitOfWork

KEY = Key._fields
LIFE = "action.life"


class RollupStore:
    """Counts by month, area, service, measure and bucket."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, rows: Sequence[Count]) -> None:
        """Add to the counts; they come sorted, so that two batches never deadlock."""
        self._uow.upsert_many(rollup, rows, key=KEY, add=("n",), names=(*KEY, "n"))

    def between(self, first: date, last: date) -> list[tuple[Key, int]]:
        """The counts of these months that the caller may see, without actions' lives."""
        months = select(rollup).where(rollup.c.month.between(first, last), rollup.c.measure != LIFE)
        return [_count(row) for row in self._uow.fetch(months)]

    def lives(self, since: date) -> list[tuple[Key, int]]:
        """Actions that were open at the start of that month or later: kept under the month of their closing."""
        closed = select(rollup).where(rollup.c.month >= since, rollup.c.measure == LIFE)
        return [_count(row) for row in self._uow.fetch(closed)]

    def every(self) -> dict[Key, int]:
        """All counts that are not zero."""
        rows = self._uow.execute(select(rollup).where(rollup.c.n != 0).execution_options(yield_per=5000))
        return dict(_count(row) for row in rows)


def _count(row: Row[Any]) -> tuple[Key, int]:
    return Key(row.month, row.area, row.service, row.measure, row.bucket), row.n
