"""Managers' targets, what each of them did, and what the services did of their plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from services.activities.domain.compliance import Counts
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.programme_schema import manager_target
from services.activities.tables.schema import activity, plan
from shared.db.unit import UnitOfWork

_DONE = activity.c.status.in_(("submitted", "moderated"))


class ComplianceStore:
    """Counts under the caller's areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def set_target(self, target_id: UUID, manager: str, month: date, target: int, reason: str) -> None:
        self.uow.add(
            manager_target,
            target_id=target_id,
            manager=manager,
            month=month,
            target=target,
            reason=reason,
            set_by=self.uow.actor,
        )

    def targets(self, first: date, last: date) -> Mapping[tuple[str, date], int]:
        """What was set last for each manager and month."""
        table = manager_target
        query = select(table.c.manager, table.c.month, table.c.target).where(
            table.c.month.between(first, last)
        )
        rows = self.uow.fetch(query.order_by(table.c.target_id))
        return {(row.manager, row.month): row.target for row in rows}

    def counts(self, first: date, last: date, today: date) -> Mapping[str, Counts]:
        """Case-file audits of these months by auditor; withdrawn ones are nobody's."""
        due, submitted = activity.c.due_on, activity.c.submitted_on

        def count(*conditions: Any) -> Any:
            return func.count().filter(*conditions)

        query = (
            select(
                activity.c.auditor,
                count(_DONE, submitted <= due).label("on_time"),
                count(_DONE, submitted > due).label("late"),
                count(activity.c.status == "allocated", due >= today).label("outstanding"),
                count(activity.c.status == "allocated", due < today).label("overdue"),
                count(_DONE, due.is_(None)).label("unallocated"),
            )
            .where(
                activity.c.kind == AUDIT,
                activity.c.month.between(first, last),
                activity.c.status != "withdrawn",
            )
            .group_by(activity.c.auditor)
        )
        return {
            row.auditor: Counts(
                on_time=row.on_time,
                late=row.late,
                outstanding=row.outstanding,
                overdue=row.overdue,
                unallocated=row.unallocated,
            )
            for row in self.uow.fetch(query)
        }

    def planned(self, first: date, last: date) -> Sequence[Row[Any]]:
        """Targets of these months: month, area, service, kind, target."""
        columns = (plan.c.month, plan.c.area, plan.c.service, plan.c.kind, plan.c.target)
        return self.uow.fetch(select(*columns).where(plan.c.month.between(first, last)))

    def done(self, first: date, last: date) -> Sequence[Row[Any]]:
        """What was submitted: month, area, service, kind, done."""
        key = (activity.c.month, activity.c.area, activity.c.service, activity.c.kind)
        query = select(*key, func.count().label("done")).where(activity.c.month.between(first, last), _DONE)
        return self.uow.fetch(query.group_by(*key))
