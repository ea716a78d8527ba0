"""A child's case as the sampling frame knows it: a pseudonym and what is needed to draw and to compare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

CaseStatus = Literal["open", "closed"]

AGE_BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (200, "16 and over"))
"""The bands of the Department for Education's statistics, by the age below which each ends."""

SOURCE_FORMATS = ("cin-census", "ssda903", "annex-a")
"""Statutory lists that cases come from."""

SCHEMES = ("cin", "cpp", "cla")
"""In need, under a child protection plan, looked after: a later one says more about who holds the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One child's case, as a statutory list tells it. ``birth_month`` is its first day, expected or not."""

    pseudonym: str
    area: str
    service: str
    scheme: str
    opened_on: date
    closed_on: date | None
    age_band: str
    sex: str | None
    ethnicity: str | None
    died_on: date | None = None
    birth_month: date | None = None

    @property
    def strength(self) -> int:
        """Which of two lists that name the same child is believed: an open case, then the later scheme.

        A looked-after child is in the census of children in need too, and must not change service with
        whichever file came last.
        """
        return SCHEMES.index(self.scheme) + (len(SCHEMES) if self.closed_on is None else 0)


def status(closed_on: date | None, as_at: date) -> CaseStatus:
    return "open" if closed_on is None or closed_on > as_at else "closed"


def age_band(born: date | None, as_at: date) -> str:
    """The band of a child's age in years; ``unborn`` before birth, ``unknown`` without a date."""
    if born is None:
        return "unknown"
    if born > as_at:
        return "unborn"
    age = as_at.year - born.year - ((as_at.month, as_at.day) < (born.month, born.day))
    return next(name for below, name in AGE_BANDS if age < below)
