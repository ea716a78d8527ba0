"""The day on which something happens, as people in England live it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Europe/London")


def civil_date(instant: datetime) -> date:
    """The date on the calendar of an aware instant: half past midnight in June is a new day, whatever UTC says."""
    return instant.astimezone(PLACE).date()
