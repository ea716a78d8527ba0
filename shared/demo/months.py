"""The invented year's dates: April to March, with no audits in August and December (S05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LEARNING_MONTHS = frozenset({8, 12})
"""August and December are for reflecting and embedding the learning (S05)."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of the year."""

    first: date

    @property
    def last(self) -> date:
        return next_month(self.first) - timedelta(days=1)

    @property
    def code(self) -> str:
        """``2025-04``, as the APIs write it."""
        return f"{self.first:%Y-%m}"

    @property
    def label(self) -> str:
        return f"{self.first:%B %Y}"

    @property
    def has_audits(self) -> bool:
        return self.first.month not in LEARNING_MONTHS

    def day(self, number: int) -> date:
        """The working day on or after that day of the month."""
        return working_day(self.first + timedelta(days=number - 1))


def financial_year(year: int) -> tuple[Month, ...]:
    """The twelve months from 1 April of ``year``."""
    starts = [date(year, 4, 1)]
    while len(starts) < 12:
        starts.append(next_month(starts[-1]))
    return tuple(Month(first) for first in starts)


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(month: Month) -> Month:
    return Month((month.first - timedelta(days=1)).replace(day=1))


def working_day(on: date) -> date:
    """That day, or the Monday after a weekend."""
    return on + timedelta(days={5: 2, 6: 1}.get(on.weekday(), 0))


def working_days_after(on: date, days: int) -> date:
    """The date ``days`` working days later, weekends left out."""
    while days > 0:
        on += timedelta(days=1)
        days -= on.weekday() < 5
    return on


def mondays(month: Month) -> Iterator[date]:
    """The days on which that month's overdue sweep is made."""
    day = month.first + timedelta(days=-month.first.weekday() % 7)
    while day <= month.last:
        yield day
        day += timedelta(days=7)
