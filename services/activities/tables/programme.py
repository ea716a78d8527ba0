"""Plans and samples, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text

from services.activities.domain.plan import Plan
from services.activities.tables.schema import plan, sample
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork


class PlanStore:
    """Targets per service, month and kind."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Plan) -> bool:
        """False when the service already has a plan for this month and kind."""
        row = {name: getattr(new, name) for name in Plan.__slots__} | {"agreed_by": self.uow.actor}
        return self.uow.insert_many(plan, [row], on_conflict="nothing") == 1

    def page(
        self, *, service: str | None, month: date | None, after: UUID | None, limit: int
    ) -> Sequence[Row[Any]]:
        query = select(plan)
        query = query.where(plan.c.service == service) if service else query
        query = query.where(plan.c.month == month) if month else query
        query = query.where(plan.c.plan_id > after) if after else query
        return self.uow.fetch(query.order_by(plan.c.plan_id).limit(limit))


class SampleStore:
    """What was drawn from what."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def hold(self) -> None:
        """One draw at a time: two at once would give the same case to two auditors."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('activities.sample'))"))

    def add(self, **row: Any) -> None:
        self.uow.add(sample, **row, drawn_by=self.uow.actor)

    def get(self, sample_id: UUID) -> Row[Any]:
        """All but the frame, which is long. Raises NotFound."""
        columns = [one for one in sample.c if one.name != "frame"]
        row = self.uow.fetch_one(select(*columns).where(sample.c.sample_id == sample_id))
        if row is None:
            raise NotFound("sample", sample_id)
        return row

    def frame(self, sample_id: UUID) -> bytes | None:
        """The packed frame; None of a sample that kept none, or is not there for the caller."""
        row = self.uow.fetch_one(select(sample.c.frame).where(sample.c.sample_id == sample_id))
        return row.frame if row else None
