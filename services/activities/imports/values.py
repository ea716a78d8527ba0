"""Single values of a case list. Every reader returns the value or raises `Wrong` with the reason.

Reasons never quote the value: a cell may hold a child's name in the wrong column.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from services.activities.imports.codes import ETHNICITIES, SEXES

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_BRITISH = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_EARLIEST = date(1900, 1, 1)
_LONGEST_IDENTIFIER = 64


class Wrong(ValueError):
    """A value that cannot be taken; its text is the reason shown to the owner of the file."""


@lru_cache(maxsize=16_384)
def iso_date(text: str) -> date:
    """A date written yyyy-mm-dd, as XML returns have it (a time zone after it is ignored)."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise Wrong("is not a date of the form yyyy-mm-dd")
    year, month, day = map(int, match.groups())
    return _calendar_day(year, month, day)


@lru_cache(maxsize=16_384)
def british_date(text: str) -> date:
    """A date written dd/mm/yyyy, as the SSDA903 has it."""
    match = _BRITISH.fullmatch(text)
    if match is None:
        raise Wrong("is not a date of the form dd/mm/yyyy")
    day, month, year = map(int, match.groups())
    return _calendar_day(year, month, day)


def either_date(text: str) -> date:
    """A date in either form: lists that a council makes itself have both."""
    if "/" in text:
        return british_date(text)
    try:
        return iso_date(text)
    except Wrong as wrong:
        if _ISO.fullmatch(text):
            raise
        raise Wrong("is not a date of the form yyyy-mm-dd or dd/mm/yyyy") from wrong


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as impossible:
        raise Wrong("is not a day that the calendar has") from impossible
    if found < _EARLIEST:
        raise Wrong("is before 1900")
    return found


def not_after(day: date, as_at: date) -> date:
    """The day, unless the list could not yet have known it."""
    if day > as_at:
        raise Wrong(f"is after the date of the list, {as_at.isoformat()}")
    return day


def identifier(text: str) -> str:
    """A child's number in the council's system: any printable text of up to 64 characters."""
    if not text:
        raise Wrong("is missing")
    if len(text) > _LONGEST_IDENTIFIER:
        raise Wrong(f"is longer than {_LONGEST_IDENTIFIER} characters")
    if not text.isprintable():
        raise Wrong("holds a character that cannot be printed")
    return text


def sex(text: str) -> str | None:
    """`M`, `F` or `U`; None when nothing is written."""
    if not text:
        return None
    try:
        return SEXES[text.upper()]
    except KeyError:
        raise Wrong("is not a code for sex: 1, 2, 0, 9, M, F or U") from None


def ethnicity(text: str) -> str | None:
    """One of the twenty ethnicity codes; None when nothing is written."""
    if not text:
        return None
    if text.upper() not in ETHNICITIES:
        raise Wrong("is not one of the ethnicity codes of the return, such as WBRI or NOBT")
    return text.upper()
