"""Whether an auditor's grades are changed more or less often than others', month by month (S06).

A control chart of shares (p-chart): W. A. Shewhart (1931), Economic Control of Quality of Manufactured Product, with
limits at three standard errors, which in a normal distribution leave 0.00135 outside on either side. An auditor has
few audits in a month, where those limits mislead: a month is signalled by the exact binomial tail alone. A run of
eight on one side is the fourth of the Western Electric rules (1956); as months are small, it is asked too that the
audits of the run together are no likelier than eight tosses of a coin that fall alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from services.activities.domain.chance import at_least, at_most

Side = Literal["above", "below"]

LEAST = 5
"""Fewer audits or pairs say nothing about anybody; their number alone is told."""

TAIL = 0.00135
RUN = 8
RUN_TAIL = 0.5**RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One audit that somebody looked at again; ``changed`` when its overall grade came out otherwise."""

    auditor: str
    month: date
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPoint:
    """A month on the chart. Of fewer than ``LEAST`` audits there is ``n`` alone; limits are shares from 0 to 1."""

    month: date
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    signal: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One auditor's months against the share of everybody; ``run`` when eight in a row lie on one side of it."""

    auditor: str
    months: tuple[MonthPoint, ...]
    run: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """``share`` of the ``n`` audits looked at that were changed, over all auditors; None of fewer than ``LEAST``."""

    n: int
    share: float | None
    auditors: tuple[Chart, ...]


def drift(looked: Iterable[Looked]) -> Drift:
    """The chart of each auditor, by their ids."""
    by: dict[str, dict[date, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in looked:
        by[one.auditor][one.month].append(one.changed)
    everybody = [changed for months in by.values() for month in months.values() for changed in month]
    n = len(everybody)
    share = sum(everybody) / n if n >= LEAST else None
    return Drift(n=n, share=share, auditors=tuple(_chart(one, by[one], share) for one in sorted(by)))


def _chart(auditor: str, months: dict[date, list[bool]], share: float | None) -> Chart:
    ordered = sorted(months.items())
    charted = [changed for _, changed in ordered if len(changed) >= LEAST]
    return Chart(
        auditor=auditor,
        months=tuple(_point(month, changed, share) for month, changed in ordered),
        run=_run(charted, share) if share is not None else None,
    )


def _point(month: date, changed: Sequence[bool], share: float | None) -> MonthPoint:
    n, count = len(changed), sum(changed)
    if n < LEAST or share is None:
        return MonthPoint(month=month, n=n)
    margin = 3 * sqrt(share * (1 - share) / n)
    return MonthPoint(
        month=month,
        n=n,
        share=count / n,
        low=max(0.0, share - margin),
        high=min(1.0, share + margin),
        signal=_beyond(count, n, share, TAIL),
    )


def _run(months: Sequence[Sequence[bool]], share: float) -> Side | None:
    """The side of the latest eight months in a row that lie on one side and whose audits together lie far out."""
    for end in range(len(months), RUN - 1, -1):
        window = months[end - RUN : end]
        sides = {_side(sum(changed) / len(changed), share) for changed in window}
        together = [changed for month in window for changed in month]
        if len(sides) == 1 and (side := _beyond(sum(together), len(together), share, RUN_TAIL)):
            return side
    return None


def _side(month: float, share: float) -> int:
    return (month > share) - (month < share)


def _beyond(changed: int, n: int, share: float, tail: float) -> Side | None:
    if at_least(changed, n, share) < tail:
        return "above"
    if at_most(changed, n, share) < tail:
        return "below"
    return None
