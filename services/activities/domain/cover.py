"""Who is away and who acts for them, as far as it matters for audits (S02, S07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.activities.domain.calendar import last_of


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both included; without a last one while nobody knows it."""

    starts: date
    ends: date | None

    def hold(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Cover:
    """One person's days away, and by deputy the days on which they are acted for."""

    away: tuple[Days, ...] = ()
    deputies: tuple[tuple[str, Days], ...] = ()

    def misses(self, month: date | None, due_on: date) -> bool:
        """Whether something cannot be done: away on the day it is due, or for all of the month that it counts in."""
        return any(
            days.hold(due_on) or (month is not None and days.hold(month) and days.hold(last_of(month)))
            for days in self.away
        )
