"""Who is away, and who acts for them, as far as it matters for telling people (S02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WAITING = frozenset(
    {
        "action_due",
        "action_overdue",
        "action_overdue_in_team",
        "adjudication_needed",
        "concern_raised",
        "exemption_asked",
        "moderation_needed",
    }
)
"""Topics of what does not wait until somebody is back: what is due or overdue, and what one of several is to decide."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both included; without a last one while nobody knows it."""

    starts: date
    ends: date | None = None

    def hold(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Cover:
    """One person's days away, and by deputy the days on which they are acted for."""

    away: tuple[Days, ...] = ()
    deputies: tuple[tuple[str, Days], ...] = ()

    def deputies_on(self, day: date) -> list[str]:
        """Who acts for them on a day on which they are away; nobody while they are there."""
        if not any(days.hold(day) for days in self.away):
            return []
        return sorted({deputy for deputy, days in self.deputies if days.hold(day)})
