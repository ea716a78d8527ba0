"""The names of areas, services and teams, as directory told them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from services.reporting.domain.organisation import Unit
from services.reporting.tables.schema import unit

if TYPE_CHECKING:
    from shared.db.unit import UnitOfWork


class UnitStore:
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def keep(self, rows: Sequence[dict[str, Any]]) -> None:
        """Take the newest word on each unit; what is older than what we have changes nothing."""
        self._uow.upsert_many(unit, rows, key=("code",), newer="sequence")

    def all(self) -> list[Unit]:
        """Areas and services, by code."""
        found = select(unit).where(unit.c.kind.in_(("area", "service"))).order_by(unit.c.code)
        return [
            Unit(
                code=row.code,
                kind=row.kind,
                name=row.name,
                parent=row.parent,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in self._uow.fetch(found)
        ]
