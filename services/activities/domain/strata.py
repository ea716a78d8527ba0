"""What an open case may be told apart by, and how many of a sample each stratum gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from services.activities.domain.calendar import months_between

STRATIFIERS = ("team", "status", "age_band", "ethnicity_group")
"""``status`` is why the child is known: ``cin``, ``cpp`` or ``cla``."""

NOT_KNOWN = "not_known"
"""A stratum of its own: what a list leaves out must not keep a child out of the sample."""

BANDS = ((5, "0-4"), (10, "5-9"), (16, "10-15"), (18, "16-17"))
"""By the age in years below which each ends."""
UNBORN, ADULT = "unborn", "18-and-over"
AGE_BANDS = (UNBORN, *(name for _, name in BANDS), ADULT, NOT_KNOWN)

GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("WBRI", "WIRI", "WIRT", "WOTH", "WROM"), "white"),
    **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "mixed"),
    **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE"), "asian"),
    **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "black"),
    "OOTH": "other",
}
"""The five main groups of the census. Refused (REFU) and not yet obtained (NOBT) are not known."""
ETHNICITY_GROUPS = (*dict.fromkeys(GROUPS.values()), NOT_KNOWN)


def ethnicity_group(code: str | None) -> str:
    """The main group of a code of the statutory returns."""
    return GROUPS.get(code or "", NOT_KNOWN)


@lru_cache(maxsize=4096)
def band(birth_month: date | None, on: date) -> str:
    """The band of the age in whole years, counted from the first of the month of birth.

    Only the month is kept, so a birthday counts from the first of its month.
    """
    if birth_month is None:
        return NOT_KNOWN
    months = months_between(birth_month, on)
    if months < 0:
        return UNBORN
    return next((name for below, name in BANDS if months < below * 12), ADULT)


def quotas(sizes: Mapping[str, int], size: int, minimum: int) -> dict[str, int]:
    """How many of ``size`` each stratum gives: in proportion by largest remainder, equals in order of name (S07).

    A stratum gives ``minimum`` at least, or all it has; where the size does not allow that for every stratum, the
    highest minimum that it does allow. Strata below theirs are raised to it and the others share what is left.
    """
    size = min(size, sum(sizes.values()))
    least = max(m for m in range(minimum + 1) if sum(min(m, n) for n in sizes.values()) <= size)
    raised: dict[str, int] = {}
    while True:
        others = {name: n for name, n in sizes.items() if name not in raised}
        shared = _largest_remainder(others, size - sum(raised.values()))
        low = {name: min(least, sizes[name]) for name, n in shared.items() if n < min(least, sizes[name])}
        if not low:
            return raised | shared
        raised |= low


def _largest_remainder(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    whole = sum(sizes.values())
    given = {name: size * n // whole for name, n in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(size * sizes[name] % whole), name))
    for name in by_remainder[: size - sum(given.values())]:
        given[name] += 1
    return given
