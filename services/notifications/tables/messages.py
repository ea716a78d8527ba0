"""Messages as people read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, tuple_, update

from services.notifications.domain.message import Message
from services.notifications.tables.definitions import message
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork


class MessageStore:
    """One row for one person, cause and topic."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, messages: Sequence[Message]) -> set[UUID]:
        """Keep those that are not there yet, in one statement; returns their ids."""
        rows = [{name: getattr(one, name) for name in Message.__slots__} for one in messages]
        return set(self.uow.insert_new(message, rows, returning="id"))

    def get(self, id: UUID) -> Message:
        """Raises NotFound."""
        row = self.uow.fetch_one(select(message).where(message.c.id == id))
        if row is None:
            raise NotFound("message", id)
        return Message(**row._mapping)

    def page(
        self,
        *,
        person: str | None,
        states: Collection[str],
        unread: bool,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> list[Message]:
        """Newest first; ``person`` None is everybody."""
        query: Select[Any] = select(message)
        if person is not None:
            query = query.where(message.c.person == person)
        if states:
            query = query.where(message.c.state.in_(sorted(states)))
        if unread:
            query = query.where(message.c.read_at.is_(None))
        if after is not None:
            query = query.where(tuple_(message.c.created_at, message.c.id) < after)
        query = query.order_by(message.c.created_at.desc(), message.c.id.desc()).limit(limit)
        return [Message(**row._mapping) for row in self.uow.fetch(query)]

    def mark_read(self, id: UUID, now: datetime) -> None:
        self.uow.execute(
            update(message).where(message.c.id == id, message.c.read_at.is_(None)).values(read_at=now)
        )

    def settle(self, one: Message, values: dict[str, Any]) -> None:
        """Raises Stale when somebody settled it first."""
        self.uow.update(message, {"id": one.id}, values, version=one.version)
