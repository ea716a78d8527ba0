"""A signed-in person's session: begun, kept alive by use, over after a while of none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom the directory knows by this id, with the roles that the provider vouches for.

    ``areas`` is None for everywhere.
    """

    id: str
    name: str
    roles: frozenset[str]
    areas: tuple[str, ...] | None
    service: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """``key`` identifies it without being its secret; ``csrf`` is in every form of its pages."""

    key: bytes
    person: Person
    csrf: str
    id_token: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """How long a session lasts: ``idle`` without a request, ``longest`` whatever happens."""

    idle: timedelta
    longest: timedelta

    def over(self, session: Session, now: datetime) -> bool:
        return now - session.seen_at >= self.idle or now - session.began_at >= self.longest

    def to_note(self, session: Session, now: datetime) -> bool:
        """Whether this request is worth a write: the time of the last one need only be known roughly."""
        return now - session.seen_at >= self.idle / 20
