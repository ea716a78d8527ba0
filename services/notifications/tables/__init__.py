"""The tables of notifications, and the unit of work over them."""

from __future__ import annotations

from functools import cached_property

from services.notifications.tables.definitions import metadata
from services.notifications.tables.messages import MessageStore
from services.notifications.tables.outgoing import OutgoingStore
from services.notifications.tables.people import PeopleStore
from services.notifications.tables.unaddressed import UnaddressedStore
from shared.db.unit import UnitOfWork

__all__ = ["NotificationsWork", "metadata"]


class NotificationsWork(UnitOfWork):
    """A unit of work of notifications."""

    @cached_property
    def messages(self) -> MessageStore:
        return MessageStore(self)

    @cached_property
    def outgoing(self) -> OutgoingStore:
        return OutgoingStore(self)

    @cached_property
    def people(self) -> PeopleStore:
        return PeopleStore(self)

    @cached_property
    def unaddressed(self) -> UnaddressedStore:
        return UnaddressedStore(self)
