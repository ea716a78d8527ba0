"""Looking at a year of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.activities.domain import year as years
from services.activities.domain.calendar import months_before
from services.activities.domain.framework import Framework, in_force
from services.activities.domain.year import Half, Month

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

EVERY = 10_000
"""More themes than a year can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Twelve months from April, and the half-years in them. ``framework`` is that of its first day."""

    year: int
    framework: Framework | None
    months: Sequence[Month]
    practice_days: Sequence[Half]


def programme(year: int, uow: ActivitiesWork) -> Year:
    """The year from April: plans and what was done of them in the caller's areas, and the division's themes."""
    months = years.months_of(year)
    first, last = months[0], months[-1]
    planned = {_key(row): row.target for row in uow.compliance.planned(first, last)}
    done = {_key(row): row.done for row in uow.compliance.done(first, last)}
    themes = uow.themes.themes(first, last, after=None, limit=EVERY)
    spotlights = uow.themes.spotlights(first, last, after=None, limit=EVERY)
    regulatory = uow.themes.regulatory_themes(None, first, last, after=None, limit=EVERY)
    planned_visits = uow.visits.latest(first, last)
    held = uow.recorded.fulfilling([key for one in planned_visits for key in one.ids])
    plans = [one.against(held) for one in planned_visits]
    return Year(
        year=year,
        framework=in_force(uow.frameworks.all(), first),
        months=[
            years.month_of(
                month,
                uow.rules,
                quota=years.quotas(month, uow.organisation, uow.rules, uow.scope.areas),
                planned=planned,
                done=done,
                themes=themes,
                spotlights=spotlights,
                regulatory=regulatory,
            )
            for month in months
        ],
        practice_days=[years.half_of(half, plans) for half in (first, months_before(first, -6))],
    )


def _key(row: Any) -> years.Key:
    return row.month, row.area, row.service, row.kind
