"""A child's case as the sampling frame knows it: a pseudonym and what is needed to draw and to compare."""

from __future__ import annotations

from datetime import date
from typing import Literal

CaseStatus = Literal["open", "closed"]

AGE_BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"), (200, "16 and over"))
"""The bands of the Department for Education's statistics, by the age below which each ends."""


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
