"""The figures of a month, from rollups alone: what they cost does not grow with history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from services.reporting.domain.counting import Key
from services.reporting.domain.facts import ANYWHERE
from services.reporting.domain.figures import Figures, monthly_figures
from services.reporting.domain.organisation import arrange
from services.reporting.domain.vocabulary import month_after, month_before

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork


def figures(month: date, uow: ReportingWork) -> Figures:
    """Three short queries: two months' rollups, the lives of open actions, and the units as on the month's last day."""
    kept = uow.rollups.between(month_before(month), month)
    lives = uow.rollups.lives(month_before(month))
    seen = {(key.area, key.service) for key, _ in (*kept, *lives) if key.service != ANYWHERE}
    last = month_after(month) - timedelta(days=1)
    units = [
        unit for unit in uow.units.on(last) if uow.scope.allows(_area(unit.code, unit.kind, unit.parent))
    ]
    return monthly_figures(month, kept, lives, arrange(units, seen, month))


def rollups(month: date, uow: ReportingWork) -> list[tuple[Key, int]]:
    """Every count kept for the month, with the lives of actions that were not closed before it."""
    counts = (*uow.rollups.between(month, month), *uow.rollups.lives(month))
    return sorted(one for one in counts if one[1])


def _area(code: str, kind: str, parent: str | None) -> str:
    return code if kind == "area" else parent or code
