"""When QA activity happens, and which month it counts in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from services.activities.domain.refusals import FutureDate, MadeTooLongAgo, MonthMismatch, ReflectionMonth
from services.activities.domain.rules import Rules

SKEW = timedelta(minutes=5)
"""How far ahead of ours a device's clock may be."""


@lru_cache(maxsize=256)
def last_of(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def closes(month: date, rules: Rules) -> date:
    """The last day on which an activity may be completed and still count in the month."""
    return last_of(month) + timedelta(days=rules.closing_days.value)


def months_before(month: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    year, index = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(year, index + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """From one month to another; negative when the first is the later."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def year_to(day: date) -> date:
    """The same day a year earlier; of 29 February the 28th. What is after it is in the year that ends on the day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def ensure_activity_month(month: date, rules: Rules) -> None:
    """QA activity happens in the other months of the year (S05).

    Raises:
        ReflectionMonth: August or December, unless the rules say otherwise.
    """
    if month.month in rules.reflection_months.value:
        raise ReflectionMonth(
            f"{month:%B} is for reflection, learning and participation: no audits or observations are planned, "
            "drawn or counted in it",
            by=rules.reflection_months,
        )


def ensure_completed(on: date, month: date, today: date, rules: Rules) -> None:
    """An activity is completed by today, and in its month or not long after.

    Raises:
        FutureDate: after today.
        MonthMismatch: before the month, or after it closed.
    """
    if on > today:
        raise FutureDate(f"Completed on {on} is in the future", fields={"completed_on": ["is in the future"]})
    if on < month:
        raise MonthMismatch(f"Completed on {on} is before {month:%B %Y} began")
    if on > closes(month, rules):
        raise MonthMismatch(
            f"{month:%B %Y} is closed for what was completed on {on}; count it in a later month",
            by=rules.closing_days,
        )


def ensure_made(at: datetime | None, now: datetime, most: timedelta) -> None:
    """What was written down without signal arrives later, but not before it was made nor any time after.

    Raises:
        FutureDate: after now, beyond ``SKEW``. MadeTooLongAgo: more than ``most`` ago.
    """
    if at is None:
        return
    if at > now + SKEW:
        raise FutureDate(
            "It was made in the future, by the clock of its device: set it right",
            fields={"made_at": ["is in the future"]},
        )
    if at < now - most:
        raise MadeTooLongAgo(
            f"It was made more than {most.days} days ago; without `made_at` it is taken as made now",
            fields={"made_at": [f"is more than {most.days} days ago"]},
        )
