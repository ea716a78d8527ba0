"""Working days in England: Monday to Friday without bank holidays, worked out rather than looked up."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_PROCLAIMED: dict[int, tuple[set[date], set[date]]] = {
    2020: ({date(2020, 5, 8)}, {date(2020, 5, 4)}),
    2022: ({date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}, {date(2022, 5, 30)}),
    2023: ({date(2023, 5, 8)}, set()),
}
"""By year, days given and days taken away by proclamation (gov.uk/bank-holidays). Add a new one here."""


def after(start: date, days: int) -> date:
    """The date so many working days after a day, which itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Of England and Wales, with the days in lieu of those that fall on a weekend."""
    easter = _easter_sunday(year)
    may = date(year, 5, 1)
    new_year = date(year, 1, 1)
    regular = {
        new_year + timedelta(days={5: 2, 6: 1}.get(new_year.weekday(), 0)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        may + timedelta(days=-may.weekday() % 7),
        _last_monday(date(year, 5, 31)),
        _last_monday(date(year, 8, 31)),
        _or_two_days_later(date(year, 12, 25)),
        _or_two_days_later(date(year, 12, 26)),
    }
    given, taken = _PROCLAIMED.get(year, (set(), set()))
    return frozenset(regular - taken | given)


def _last_monday(end_of_month: date) -> date:
    return end_of_month - timedelta(days=end_of_month.weekday())


def _or_two_days_later(day: date) -> date:
    """Christmas and Boxing Day on a weekend move past each other."""
    return day + timedelta(days=2) if day.weekday() >= 5 else day


def _easter_sunday(year: int) -> date:
    """The Gregorian computus (Meeus, Jones and Butcher)."""
    century, in_century = divmod(year, 100)
    moon = year % 19
    leaps, skip = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * moon + century - leaps - shift + 15) % 30
    four, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * skip + 2 * four - epact - rest) % 7
    late = (moon + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
