"""How long a complaint may take, by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from services.feedback.domain import working_days

CLOCKS: Mapping[int, tuple[int, int]] = MappingProxyType({1: (10, 20), 2: (25, 65)})
"""Working days by stage: as a rule, and with an extension. A panel (stage 3) agrees its own date."""

STAGES = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """``due_on`` is the last day in time, ``latest_on`` the last day with an extension."""

    due_on: date
    latest_on: date

    def state(self, on: date) -> Literal["in_time", "extended", "late"]:
        """Where a complaint stands that is, or was, open until that day."""
        if on <= self.due_on:
            return "in_time"
        return "extended" if on <= self.latest_on else "late"


def clock_of(stage: int, received_on: date) -> Clock | None:
    """A complaint's clock, or None where its stage has none. The day of receipt does not count."""
    if stage not in CLOCKS:
        return None
    due, latest = CLOCKS[stage]
    return Clock(
        due_on=working_days.after(received_on, due), latest_on=working_days.after(received_on, latest)
    )
