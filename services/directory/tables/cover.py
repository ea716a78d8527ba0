"""Who is away and who acts for them, as rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_, select, tuple_

from services.directory.domain import Cover
from services.directory.tables.schema import cover
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

NAMES = tuple(field.name for field in fields(Cover))


class CoverStore:
    """Reads under the caller's areas."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Cover) -> None:
        self.uow.add(cover, **{name: getattr(new, name) for name in NAMES})

    def get(self, id: UUID) -> Cover:
        """Raises NotFound, also for one outside the caller's areas."""
        row = self.uow.fetch_one(select(cover).where(cover.c.cover_id == id))
        if row is None:
            raise NotFound("cover", id)
        return _cover(row)

    def save(self, changed: Cover) -> None:
        """Write one that was read at the version before. Raises Stale."""
        values = {"ends": changed.ends, "deputy": changed.deputy}
        self.uow.update(cover, {"cover_id": changed.cover_id}, values, version=changed.version - 1)

    def of(self, person: str) -> list[Cover]:
        """All days of a person, whatever the area of the caller: rules hold across areas."""
        return [_cover(row) for row in self.uow.execute(select(cover).where(cover.c.person == person)).all()]

    def page(
        self, *, on: date | None, person: str | None, after: tuple[date, UUID] | None, limit: int
    ) -> list[Cover]:
        """By first day. ``person`` is who is away or who acts."""
        query = select(cover)
        query = query.where(or_(cover.c.person == person, cover.c.deputy == person)) if person else query
        query = query.where(_concerns(on)) if on else query
        query = query.where(tuple_(cover.c.starts, cover.c.cover_id) > after) if after else query
        rows = self.uow.fetch(query.order_by(cover.c.starts, cover.c.cover_id).limit(limit))
        return [_cover(row) for row in rows]


def _concerns(on: date) -> ColumnElement[bool]:
    return (cover.c.starts <= on) & or_(cover.c.ends.is_(None), cover.c.ends >= on)


def _cover(row: Row[Any]) -> Cover:
    return Cover(**row._mapping)
