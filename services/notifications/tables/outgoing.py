"""Messages on their way out: who sends what, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from services.notifications.domain.message import Message, Outgoing
from services.notifications.tables.definitions import message, person
from shared.db.unit import UnitOfWork


class OutgoingStore:
    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def waiting(self, now: datetime) -> bool:
        """Whether anything is due to somebody known."""
        return self.uow.execute(_due(now).limit(1)).first() is not None

    def claim(self, now: datetime, left_behind_at: datetime) -> Outgoing | None:
        """Take the message that has waited longest: nobody else will send it now.

        People whom the directory has not told of yet keep waiting.
        """
        due = _due(now).order_by(message.c.next_at).limit(1).with_for_update(skip_locked=True, of=message)
        claimed = (
            update(message)
            .where(message.c.id == due.scalar_subquery(), message.c.person == person.c.id)
            .values(
                state="sending",
                attempts=message.c.attempts + 1,
                next_at=left_behind_at,
                version=message.c.version + 1,
            )
            .returning(message, person.c.name, person.c.email, person.c.active)
        )
        row = self.uow.execute(claimed).one_or_none()
        if row is None:
            return None
        mine = Message(**{name: row._mapping[message.c[name]] for name in Message.__slots__})
        return Outgoing(message=mine, name=row.name, email=row.email, active=row.active)

    def left_behind(self, now: datetime) -> Sequence[Message]:
        """Claimed so long ago that whoever claimed them is gone."""
        query = select(message).where(message.c.state == "sending", message.c.next_at <= now)
        rows = self.uow.execute(query.with_for_update(skip_locked=True)).all()
        return [Message(**row._mapping) for row in rows]

    def release(self, channel: str, now: datetime) -> list[Message]:
        """Send everything pending through a channel that cannot fail."""
        query = (
            update(message)
            .where(message.c.state == "pending")
            .values(state="sent", channel=channel, sent_at=now, next_at=None, version=message.c.version + 1)
            .returning(message)
        )
        return [Message(**row._mapping) for row in self.uow.execute(query).all()]


def _due(now: datetime) -> Select[Any]:
    known = select(person.c.id).where(person.c.id == message.c.person).exists()
    return select(message.c.id).where(message.c.state == "pending", message.c.next_at <= now, known)
