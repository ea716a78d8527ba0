"""Messages as people read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from services.notifications.domain.message import Message
from shared.contracts.errors import NotFound

if TYPE_CHECKING:
    from services.notifications.tables import NotificationsWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRead:
    id: UUID
    person: str


def listed(
    uow: NotificationsWork,
    *,
    person: str | None,
    states: Collection[str] = (),
    unread: bool = False,
    after: tuple[datetime, UUID] | None = None,
    limit: int,
) -> list[Message]:
    """Newest first; ``person`` None is everybody."""
    return uow.messages.page(person=person, states=states, unread=unread, after=after, limit=limit)


def mailbox(
    uow: NotificationsWork, *, person: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[Sequence[Message], dict[str, str]]:
    """Messages of a person, or of all, and the names of those they are for."""
    messages = uow.messages.page(person=person, states=(), unread=False, after=after, limit=limit)
    return messages, uow.people.names(message.person for message in messages)


def mark_read(command: MarkRead, uow: NotificationsWork) -> Message:
    """Note that a person has read their message; the first time counts.

    Raises:
        NotFound: no such message, or somebody else's.
    """
    message = uow.messages.get(command.id)
    if message.person != command.person:
        raise NotFound("message", command.id)
    uow.messages.mark_read(message.id, uow.now())
    return uow.messages.get(message.id)
