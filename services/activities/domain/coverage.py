"""How much of the open cases was audited, stratum by stratum, without pointing at a child (S07, S21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from services.activities.domain.strata import (
    AGE_BANDS,
    ETHNICITY_GROUPS,
    NOT_KNOWN,
    STRATIFIERS,
    band,
    ethnicity_group,
)

WAYS = (*STRATIFIERS, "service")
"""What coverage is told by."""

ABOUT_CHILDREN: Mapping[str, tuple[str, ...]] = {"age_band": AGE_BANDS, "ethnicity_group": ETHNICITY_GROUPS}
"""Ways that say something of a child, so that small counts are withheld, with their strata."""

SMALLEST, LARGEST = 1, 5
"""Counts that are withheld, as in reports (S38)."""

Z = 1.959964
"""The normal deviate of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Open cases of a stratum: those audited within the year, and those never audited."""

    stratum: str
    open: int
    audited: int
    never_audited: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """What the open cases add up from: audited within the year, before it, never."""
        return self.audited, self.open - self.audited - self.never_audited, self.never_audited


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What is shown of a stratum; None is withheld. ``share`` is 0 to 1, with its 95 % interval."""

    stratum: str
    open: int | None
    audited: int | None = None
    never_audited: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: bool = False


def counted(groups: Iterable[tuple[Any, int, int, int]], by: str, on: date) -> list[Counted]:
    """Add up groups (value, open, audited, never audited) whose values fall in one stratum.

    Every age band and ethnicity group is there, also with nobody in it; other strata in order of name.
    """
    sums = dict.fromkeys(ABOUT_CHILDREN.get(by, ()), (0, 0, 0))
    for value, opened, audited, never in groups:
        name = _stratum(value, by, on)
        before = sums.get(name, (0, 0, 0))
        sums[name] = (before[0] + opened, before[1] + audited, before[2] + never)
    names = ABOUT_CHILDREN.get(by) or sorted(sums)
    return [
        Counted(stratum=name, open=opened, audited=audited, never_audited=never)
        for name, (opened, audited, never) in ((name, sums[name]) for name in names)
    ]


def total(strata: Sequence[Counted]) -> Covered:
    """All strata together; never withheld, for it says nothing of a child's age or ethnicity."""
    return _shown(
        Counted(
            stratum="all",
            open=sum(one.open for one in strata),
            audited=sum(one.audited for one in strata),
            never_audited=sum(one.never_audited for one in strata),
        )
    )


def covered(strata: Sequence[Counted], by: str) -> list[Covered]:
    """Every stratum as it may be shown.

    By age or ethnicity, a stratum of 1 to 5 open cases shows nothing, and one of which 1 to 5 were audited, audited
    before or never audited shows its open cases alone. The total is known, so further strata are withheld, the
    smallest first, until no count of those withheld together is 1 to 5.
    """
    if by not in ABOUT_CHILDREN:
        return [_shown(one) for one in strata]
    few = _together(strata, [one for one in strata if _small(one.open)], lambda one: (one.open,))
    secret = [one for one in strata if one in few or any(map(_small, one.parts))]
    secret = _together(strata, secret, lambda one: one.parts)
    return [_withheld(one, bare=one in few) if one in secret else _shown(one) for one in strata]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927); ``whole`` is above 0."""
    share, spread = part / whole, Z * Z / whole
    half = Z * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    middle = share + spread / 2
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def _stratum(value: Any, by: str, on: date) -> str:
    if by == "age_band":
        return band(value, on)
    return ethnicity_group(value) if by == "ethnicity_group" else str(value or NOT_KNOWN)


def _small(count: int) -> bool:
    return SMALLEST <= count <= LARGEST


def _together(
    strata: Sequence[Counted], hidden: list[Counted], counts: Callable[[Counted], tuple[int, ...]]
) -> list[Counted]:
    """What must be withheld with these so that taking the others from the total gives no small count.

    An empty stratum comes last: it is the first that a reader would guess.
    """
    hidden = list(hidden)
    rest = [one for one in strata if one not in hidden]
    rest.sort(key=lambda one: (one.open == 0, one.open, one.stratum), reverse=True)
    while rest and any(_small(sum(column)) for column in zip(*map(counts, hidden), strict=True)):
        hidden.append(rest.pop())
    return hidden


def _shown(one: Counted) -> Covered:
    if one.open == 0:
        return Covered(stratum=one.stratum, open=0, audited=0, never_audited=0)
    low, high = wilson(one.audited, one.open)
    return Covered(
        stratum=one.stratum,
        open=one.open,
        audited=one.audited,
        never_audited=one.never_audited,
        share=round(one.audited / one.open, 3),
        low=round(low, 3),
        high=round(high, 3),
    )


def _withheld(one: Counted, *, bare: bool) -> Covered:
    return Covered(stratum=one.stratum, open=None if bare else one.open, withheld=True)
