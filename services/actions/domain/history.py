"""What happened to an action, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

What = Literal["opened", "evidenced", "closed", "reopened", "handed_over", "rescheduled"]
CHANGES: tuple[str, ...] = get_args(What)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of an action's history, never altered.

    ``happened_on`` is the day of practice, ``recorded_at`` when it was written down; ``note`` is the evidence or
    the reason; ``due_on`` the due date after the change.
    """

    version: int
    what: What
    happened_on: date
    recorded_at: datetime
    by: str
    note: str | None
    due_on: date
