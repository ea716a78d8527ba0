"""The figures of a month, from rollups alone: what they cost does not grow with history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.reporting.domain.counting import SERVED, Key
from services.reporting.domain.facts import ANYWHERE
from services.reporting.domain.figures import Figures, monthly_figures
from services.reporting.domain.organisation import arrange
from services.reporting.domain.vocabulary import month_after, month_before

if TYPE_CHECKING:
    from services.reporting.tables import ReportingWork


def figures(month: date, uow: ReportingWork) -> Figures:
    """Four short queries: two months' rollups, the lives of open actions, the units as on the month's last day, and the
    themes of both months."""
    kept = uow.rollups.between(month_before(month), month)
    lives = uow.rollups.lives(month_before(month))
    seen = {(key.area, key.service) for key, _ in (*kept, *lives) if key.service != ANYWHERE}
    last = month_after(month) - timedelta(days=1)
    units = [
        unit for unit in uow.units.on(last) if uow.scope.allows(_area(unit.code, unit.kind, unit.parent))
    ]
    themes = uow.facts.themes(month_before(month), month)
    return monthly_figures(month, kept, lives, arrange(units, seen, month), themes)


def rollups(month: date, uow: ReportingWork, theme_id: UUID | None = None) -> list[tuple[Key, int]]:
    """Every count kept for the month, with the lives of actions that were not closed before it; of one theme those of
    what served it."""
    counts = sorted(one for one in (*uow.rollups.between(month, month), *uow.rollups.lives(month)) if one[1])
    if theme_id is None:
        return counts
    return [(key, n) for key, n in counts if key.measure == SERVED and key.bucket.startswith(f"{theme_id}|")]


def _area(code: str, kind: str, parent: str | None) -> str:
    return code if kind == "area" else parent or code
