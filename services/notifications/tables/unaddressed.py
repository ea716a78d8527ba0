"""What is to be told to people whom the directory has yet to tell us of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, tuple_

from services.notifications.domain import Telling
from services.notifications.tables.definitions import unaddressed
from shared.db.unit import UnitOfWork

FIELDS = Telling.__slots__


class UnaddressedStore:
    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def keep(self, tellings: Sequence[Telling], since: datetime) -> None:
        """Remember them; those already remembered stay as they are. One statement."""
        rows = [{**{name: getattr(one, name) for name in FIELDS}, "since": since} for one in tellings]
        self.uow.insert_many(unaddressed, rows, on_conflict="nothing")

    def oldest(self, limit: int) -> list[Telling]:
        query = select(unaddressed).order_by(unaddressed.c.since, unaddressed.c.cause).limit(limit)
        rows = self.uow.execute(query.with_for_update(skip_locked=True)).all()
        return [Telling(**{name: row._mapping[name] for name in FIELDS}) for row in rows]

    def forget(self, tellings: Sequence[Telling]) -> None:
        keys = [(one.cause, one.topic) for one in tellings]
        if keys:
            self.uow.execute(
                delete(unaddressed).where(tuple_(unaddressed.c.cause, unaddressed.c.topic).in_(keys))
            )
