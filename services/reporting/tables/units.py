"""The names and places of areas, services and teams, as directory told them, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from services.reporting.domain.organisation import Unit
from services.reporting.tables.schema import unit, unit_version

if TYPE_CHECKING:
    from shared.db.unit import UnitOfWork


class UnitStore:
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def keep(self, rows: Sequence[dict[str, Any]], versions: Sequence[dict[str, Any]]) -> None:
        """Take the newest word on each unit, and every word with the day that it counts from; repeats and what is
        older than what we have change nothing."""
        self._uow.upsert_many(unit, rows, key=("code",), newer="sequence")
        self._uow.insert_many(unit_version, versions, on_conflict="nothing")

    def on(self, day: date) -> list[Unit]:
        """Areas and services by code, called and placed as on that day.

        From when to when a unit stood is what is known of it now. The first word about it holds for all days before.
        """
        then, own = unit_version.alias("then"), unit_version.alias("own")
        same = own.c.code == then.c.code
        last = select(func.max(own.c.sequence)).where(same, own.c.effective_on <= day).scalar_subquery()
        first = select(func.min(own.c.sequence)).where(same).scalar_subquery()
        found = (
            select(then.c.code, then.c.kind, then.c.name, then.c.parent, unit.c.valid_from, unit.c.valid_to)
            .join(unit, unit.c.code == then.c.code)
            .where(then.c.kind.in_(("area", "service")), then.c.sequence == func.coalesce(last, first))
            .order_by(then.c.code)
        )
        return [Unit(**row._mapping) for row in self._uow.fetch(found)]
