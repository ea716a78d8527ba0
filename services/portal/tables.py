"""Who is signed in. The cookie's secret is not here, only its hash."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.portal.domain.session import Person, Session
from shared.db.unit import UnitOfWork

metadata = MetaData()

session = Table(
    "session",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="SHA-256 of the cookie's secret."),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("areas", ARRAY(Text), comment="NULL is everywhere."),
    Column("service", Text),
    Column("team", Text),
    Column("csrf", Text, nullable=False),
    Column("id_token", Text, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Index("session_person", "person"),
    Index("session_seen", "seen_at"),
)


class SessionStore:
    """Sessions by key."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, one: Session) -> None:
        who = one.person
        self.uow.add(
            session,
            key=one.key,
            person=who.id,
            name=who.name,
            roles=sorted(who.roles),
            areas=None if who.areas is None else list(who.areas),
            service=who.service,
            team=who.team,
            csrf=one.csrf,
            id_token=one.id_token,
            began_at=one.began_at,
            seen_at=one.seen_at,
        )

    def find(self, key: bytes) -> Session | None:
        row = self.uow.fetch_one(select(session).where(session.c.key == key))
        return None if row is None else _session(row)

    def note_seen(self, key: bytes, at: datetime) -> None:
        self.uow.execute(update(session).where(session.c.key == key).values(seen_at=at))

    def end(self, key: bytes) -> None:
        self.uow.execute(delete(session).where(session.c.key == key))

    def end_all(self, person: str) -> int:
        """Every session of a person, on whatever device; returns how many there were."""
        return self.uow.execute(delete(session).where(session.c.person == person)).rowcount

    def forget(self, *, idle_since: datetime, began_before: datetime) -> None:
        """Those that are over."""
        over = or_(session.c.seen_at < idle_since, session.c.began_at < began_before)
        self.uow.execute(delete(session).where(over))


class PortalWork(UnitOfWork):
    """A unit of work of the portal."""

    @cached_property
    def sessions(self) -> SessionStore:
        return SessionStore(self)


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        key=row.key,
        person=Person(
            id=row.person,
            name=row.name,
            roles=frozenset(row.roles),
            areas=None if row.areas is None else tuple(row.areas),
            service=row.service,
            team=row.team,
        ),
        csrf=row.csrf,
        id_token=row.id_token,
        began_at=row.began_at,
        seen_at=row.seen_at,
    )
