"""Open cases and their audits, counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from services.activities.domain.calendar import year_to
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.cases import held
from services.activities.tables.schema import activity, child_case
from shared.db.unit import UnitOfWork


class CoverageStore:
    """Counts under the caller's areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def groups(self, *, by: str, on: date) -> list[tuple[Any, int, int, int]]:
        """For each value of what coverage is told by: open cases, audited within the year, never audited.

        One statement. The cases are those of the caller's areas; audits count wherever they were made.
        """
        cases = self.uow.scope.apply(
            select(
                child_case.c.pseudonym,
                child_case.c.service,
                child_case.c.scheme,
                child_case.c.birth_month,
                child_case.c.ethnicity,
            ).where(
                child_case.c.opened_on <= on,
                or_(child_case.c.closed_on.is_(None), child_case.c.closed_on > on),
                or_(child_case.c.died_on.is_(None), child_case.c.died_on > on),
            )
        ).subquery("cases")
        past = (
            select(activity.c.pseudonym, func.max(activity.c.submitted_on).label("last"))
            .where(activity.c.kind == AUDIT, activity.c.submitted_on <= on)
            .group_by(activity.c.pseudonym)
            .subquery("past")
        )
        holding = held(on)
        told_by = {
            "service": cases.c.service,
            "team": holding.c.team,
            "status": cases.c.scheme,
            "age_band": cases.c.birth_month,
            "ethnicity_group": cases.c.ethnicity,
        }[by]
        source = cases.outerjoin(past, past.c.pseudonym == cases.c.pseudonym)
        if by == "team":
            source = source.outerjoin(holding, holding.c.case == cases.c.pseudonym)
        query = (
            select(
                told_by,
                func.count(),
                func.count().filter(past.c.last > year_to(on)),
                func.count().filter(past.c.last.is_(None)),
            )
            .select_from(source)
            .group_by(told_by)
        )
        rows: Iterable[Any] = self.uow.execute(query)
        return [tuple(row) for row in rows]
