"""Reorganisations as rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, select, tuple_

from services.directory.domain import Fault, Person, Reorganisation, Unit
from services.directory.tables.schema import reorganisation
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

SETTLED = ("status", "settled_by", "settled_on", "faults")


class ReorganisationStore:
    """Made ready by those who look after the whole division, so not scoped by area."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Reorganisation) -> None:
        self.uow.add(reorganisation, **_row(new))

    def get(self, id: UUID) -> Reorganisation:
        """Raises NotFound."""
        row = self.uow.fetch_one(select(reorganisation).where(reorganisation.c.reorganisation_id == id))
        if row is None:
            raise NotFound("reorganisation", id)
        return _reorganisation(row)

    def settle(self, settled: Reorganisation) -> None:
        """Keep what became of one that was read at its version. Raises Stale."""
        row = _row(settled)
        key = {"reorganisation_id": settled.reorganisation_id}
        self.uow.update(reorganisation, key, {name: row[name] for name in SETTLED}, version=settled.version)

    def planned(self, until: date) -> list[Reorganisation]:
        """Those that are to take effect by a day, in that order."""
        query = select(reorganisation).where(
            reorganisation.c.status == "planned", reorganisation.c.effective_on <= until
        )
        order = (reorganisation.c.effective_on, reorganisation.c.reorganisation_id)
        return [_reorganisation(row) for row in self.uow.execute(query.order_by(*order)).all()]

    def page(
        self, *, status: str | None, after: tuple[date, UUID] | None, limit: int
    ) -> list[Reorganisation]:
        """The latest day first."""
        position = tuple_(reorganisation.c.effective_on, reorganisation.c.reorganisation_id)
        query = select(reorganisation)
        query = query.where(reorganisation.c.status == status) if status else query
        query = query.where(position < after) if after else query
        order = (reorganisation.c.effective_on.desc(), reorganisation.c.reorganisation_id.desc())
        return [_reorganisation(row) for row in self.uow.fetch(query.order_by(*order).limit(limit))]


def _row(one: Reorganisation) -> dict[str, Any]:
    row = {field.name: getattr(one, field.name) for field in fields(one)}
    return {**row, **{name: msgspec.to_builtins(row[name]) for name in ("units", "people", "faults")}}


def _reorganisation(row: Row[Any]) -> Reorganisation:
    kept = dict(row._mapping)
    return Reorganisation(
        **{
            **kept,
            "units": msgspec.convert(kept["units"], list[tuple[int, Unit]]),
            "people": msgspec.convert(kept["people"], list[tuple[int, Person]]),
            "faults": msgspec.convert(kept["faults"], list[Fault]),
        }
    )
