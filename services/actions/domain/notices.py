"""When people are told that an action nears or has passed its due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One cause for telling, told once for each action and due date.

    Parameters: ``days_left`` is the span of days to the due date in which the notice is given (None: no end). A span
    rather than one day, so that a day without a sweep leaves nobody untold. ``statuses`` are those that it
    concerns: who has shown evidence is not reminded, but an action that nobody accepted in time is overdue.
    """

    kind: Literal["due-7", "due-1", "overdue"]
    days_left: tuple[int | None, int]
    statuses: tuple[str, ...]

    def applies(self, *, status: str, due_on: date, on: date) -> bool:
        first, last = self.window(on)
        return status in self.statuses and (first is None or first <= due_on) and due_on <= last

    def window(self, on: date) -> tuple[date | None, date]:
        """First and last due date that this notice concerns on a day."""
        least, most = self.days_left
        return None if least is None else on + timedelta(days=least), on + timedelta(days=most)


NOTICES = (
    Notice(kind="due-7", days_left=(2, 7), statuses=("open",)),
    Notice(kind="due-1", days_left=(0, 1), statuses=("open",)),
    Notice(kind="overdue", days_left=(None, -1), statuses=("open", "evidenced")),
)
