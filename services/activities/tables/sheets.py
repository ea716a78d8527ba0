"""Sheets of dip samples, as rows; what was looked up is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Row, exists, false, or_, select, true

from services.activities.domain.dip_sheet import Sheet, Value
from services.activities.tables.recorded_schema import dip_sheet, recorded_activity
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork
from shared.security.pseudonyms import Pseudonyms

_LISTS = ("fields", "cases")
_PLAIN = tuple(name for name in Sheet.__slots__ if name not in (*_LISTS, "values"))


class SheetStore:
    """The caller's own sheets, and with ``for_others`` everybody's of the caller's areas."""

    def __init__(self, uow: UnitOfWork, pseudonyms: Pseudonyms) -> None:
        self.uow, self._seals = uow, pseudonyms

    def add(self, new: Sheet) -> None:
        """Queue a new one."""
        lists = {name: list(getattr(new, name)) for name in _LISTS}
        self.uow.add(dip_sheet, **self._changing(new), **lists, **self._fixed(new))

    def save(self, before: Sheet, after: Sheet) -> None:
        """Raises Stale."""
        self.uow.update(
            dip_sheet, {"activity_id": after.activity_id}, self._changing(after), version=before.version
        )

    def get(self, activity_id: UUID, *, for_others: bool) -> Sheet:
        """Raises NotFound: none that the caller may see."""
        query = select(dip_sheet).where(dip_sheet.c.activity_id == activity_id, self._theirs(for_others))
        row = self.uow.execute(query).one_or_none()
        if row is None:
            raise NotFound("sheet", activity_id)
        return self._sheet(row)

    def page(self, *, for_others: bool, after: UUID | None, limit: int) -> list[Sheet]:
        """Open sheets, oldest first."""
        query = select(dip_sheet).where(dip_sheet.c.status == "open", self._theirs(for_others))
        query = query.where(dip_sheet.c.activity_id > after) if after else query
        rows = self.uow.execute(query.order_by(dip_sheet.c.activity_id).limit(limit)).all()
        return [self._sheet(row) for row in rows]

    def taken(self, sample_id: UUID) -> set[str]:
        """The fields of a sample that are on a sheet already, but for what was withdrawn since."""
        withdrawn = exists().where(
            recorded_activity.c.activity_id == dip_sheet.c.activity_id,
            recorded_activity.c.status == "withdrawn",
        )
        query = select(dip_sheet.c.fields).where(dip_sheet.c.sample_id == sample_id, ~withdrawn)
        rows: Sequence[list[str]] = self.uow.execute(query).scalars().all()
        return {field for fields in rows for field in fields}

    def _theirs(self, for_others: bool) -> ColumnElement[bool]:
        areas = self.uow.scope.areas
        within = true() if areas is None else dip_sheet.c.area.in_(sorted(areas))
        return or_(dip_sheet.c.led_by == self.uow.actor, within if for_others else false())

    def _fixed(self, one: Sheet) -> dict[str, Any]:
        changing = ("status", "saved_by", "saved_at")
        return {name: getattr(one, name) for name in _PLAIN if name not in changing}

    def _changing(self, one: Sheet) -> dict[str, Any]:
        return {
            "status": one.status,
            "values": self._seals.seal_bytes(msgspec.json.encode(one.values)),
            "saved_by": one.saved_by,
            "saved_at": one.saved_at,
        }

    def _sheet(self, row: Row[Any]) -> Sheet:
        sealed = self._seals.open_bytes(row._mapping["values"])
        whole: dict[str, Any] = {name: tuple(row._mapping[name]) for name in _LISTS} | {
            "values": msgspec.json.decode(sealed, type=tuple[Value, ...])
        }
        return Sheet(**{name: row._mapping[name] for name in _PLAIN}, **whole)
