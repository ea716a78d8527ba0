"""How dates, times and numbers are written: as GOV.UK's style guide does. For None nothing is written."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Written: TypeAlias = str | None  # ISO 8601, as the services answer


def day(value: date | Written) -> str:
    """4 March 2026; of a moment, its day in the United Kingdom."""
    if not (read := _read(value)):
        return ""
    return f"{read.day} {read:%B %Y}"


def month(value: date | Written) -> str:
    """March 2026."""
    return f"{read:%B %Y}" if (read := _read(value)) else ""


def moment(value: datetime | Written) -> str:
    """4 March 2026 at 2:05pm, as clocks in the United Kingdom have it; 2pm on the hour, midday, midnight."""
    read = _read(value)
    if not isinstance(read, datetime):
        return day(read)
    return f"{day(read)} at {_clock(read)}"


def number(value: float | None, places: int = 0) -> str:
    """1,234; with places, 1,234.5."""
    return "" if value is None else f"{value:,.{places}f}"


def percent(value: float | None, places: int = 0) -> str:
    """A share of one as 45%."""
    return "" if value is None else f"{value:.{places}%}"


def iso(value: date | Written) -> str:
    """The form for machines, as HTML's ``time`` wants it."""
    return value.isoformat() if isinstance(value, date) else value or ""


FILTERS = {"iso": iso, "day": day, "month": month, "moment": moment, "number": number, "percent": percent}


def _clock(at: datetime) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def _read(value: date | Written) -> date | None:
    if isinstance(value, str):
        value = (datetime.fromisoformat if "T" in value else date.fromisoformat)(value) if value else None
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(LONDON)
    return value
