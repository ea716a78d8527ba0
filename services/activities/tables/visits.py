"""Plans of practice-day visits, as rows that are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Row, select, text

from services.activities.domain.visits import Visit, VisitPlan
from services.activities.tables.programme_schema import visit_plan
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

_OWN = (visit_plan.c.half, visit_plan.c.version, visit_plan.c.visits, visit_plan.c.reason)


class VisitStore:
    """Every version of every half-year's plan; the same for all areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def hold(self) -> None:
        """One at a time says what becomes of visits: two at once would fulfil the same one."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('activities.visit'))"))

    def history(self, half: date) -> list[VisitPlan]:
        """Oldest first. Raises NotFound."""
        rows = self.uow.fetch(select(*_OWN).where(visit_plan.c.half == half).order_by(visit_plan.c.version))
        if not rows:
            raise NotFound("plan of visits from", f"{half:%Y-%m}")
        return [_plan(row) for row in rows]

    def latest(self, first: date, last: date) -> list[VisitPlan]:
        """The last version of each half-year that begins between these days."""
        query = select(*_OWN).where(visit_plan.c.half.between(first, last))
        newest = {row.half: row for row in self.uow.fetch(query.order_by(visit_plan.c.version))}
        return [_plan(newest[half]) for half in sorted(newest)]

    def add(self, new: VisitPlan) -> bool:
        """False when the half-year has this version already."""
        row = {
            "half": new.half,
            "version": new.version,
            "visits": msgspec.to_builtins(new.visits),
            "reason": new.reason,
            "recorded_by": self.uow.actor,
        }
        return self.uow.insert_many(visit_plan, [row], on_conflict="nothing") == 1


def _plan(row: Row[Any]) -> VisitPlan:
    return VisitPlan(
        half=row.half,
        version=row.version,
        visits=msgspec.convert(row.visits, tuple[Visit, ...]),
        reason=row.reason,
    )
