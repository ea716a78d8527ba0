"""A year of the programme, month by month: what is planned, what is done, what it looks at and why (S05, S09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.activities.domain.calendar import months_before
from services.activities.domain.organisation import Organisation
from services.activities.domain.rules import RuleBook
from services.activities.domain.themes import RegulatoryTheme, Spotlight, Theme
from services.activities.domain.visits import VisitPlan

FIRST_MONTH = 4
"""Councils plan from April to March."""

Key = tuple[date, str, str, str]
"""Month, area, service, kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of activity of one service: ``target`` is None without a plan, and ``quota`` without one."""

    area: str
    service: str
    kind: str
    quota: int | None
    target: int | None
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """``spotlights`` are those the group agreed; ``proposed`` counts the others."""

    month: date
    reflection: bool
    rule: str
    themes: Sequence[Theme]
    spotlights: Sequence[Spotlight]
    proposed: int
    regulatory: Sequence[RegulatoryTheme]
    services: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A half-year's practice days; ``version`` is None where nobody planned any."""

    half: date
    version: int | None
    visits: int
    held: int


def months_of(year: int) -> list[date]:
    """The twelve months from April of this year."""
    return [months_before(date(year, FIRST_MONTH, 1), -n) for n in range(12)]


def quotas(
    month: date, organisation: Organisation, book: RuleBook, areas: frozenset[str] | None
) -> dict[Key, int]:
    """What each service that stands in a month is asked for at least; nothing in a reflection month."""
    rules = book.of(month)
    if month.month in rules.reflection_months.value:
        return {}
    return {
        (month, area, unit.code, kind): quota
        for unit in organisation.units.values()
        if unit.kind == "service" and organisation.stands(unit.code, "service", month)
        for area in [organisation.area_of(unit.code)]
        if area is not None and (areas is None or area in areas)
        for kind, quota in rules.monthly_quota.value.items()
    }


def month_of(
    month: date,
    book: RuleBook,
    *,
    quota: Mapping[Key, int],
    planned: Mapping[Key, int],
    done: Mapping[Key, int],
    themes: Iterable[Theme],
    spotlights: Sequence[Spotlight],
    regulatory: Iterable[RegulatoryTheme],
) -> Month:
    """One month out of what is known of the year."""
    months = book.of(month).reflection_months
    of_month = [one for one in spotlights if one.month == month]
    keys = sorted({key for key in (*quota, *planned, *done) if key[0] == month})
    return Month(
        month=month,
        reflection=month.month in months.value,
        rule=str(months),
        themes=[one for one in themes if one.month == month],
        spotlights=[one for one in of_month if one.agreed_on is not None],
        proposed=sum(one.agreed_on is None for one in of_month),
        regulatory=[
            one for one in regulatory if one.begins <= month and (one.ends is None or month <= one.ends)
        ],
        services=[
            Line(
                area=key[1],
                service=key[2],
                kind=key[3],
                quota=quota.get(key),
                target=planned.get(key),
                done=done.get(key, 0),
            )
            for key in keys
        ],
    )


def half_of(half: date, plans: Iterable[VisitPlan]) -> Half:
    """How many visits a half-year has, and how many were held; ``plans`` are against what was held."""
    found = next((one for one in plans if one.half == half), None)
    visits = found.visits if found else ()
    return Half(
        half=half,
        version=found.version if found else None,
        visits=len(visits),
        held=sum(one.held_on is not None for one in visits),
    )
