"""Reading the log in order, for those who cannot be sent events: no gaps, whatever commits in between.

Positions are given out before their transactions commit, so a reader that went on from the highest it saw would miss
what commits late. It goes on from what has settled instead (``shared/db/migrations/versions/0003_feed.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from shared.db.scope import Scope
from shared.db.unit import UnitOfWork

DIVISION = "all"
"""The area of events that are everybody's."""

SETTLED = text("SELECT event_log_settled()")
READ = text("""
SELECT position, body FROM event_log
WHERE position > :after AND position <= :settled
  AND (CAST(:areas AS text[]) IS NULL OR substring(routing_key FROM '[^.]*$') = ANY(CAST(:areas AS text[])))
  AND (CAST(:about AS text) IS NULL OR strpos(body, CAST(:about AS text)) > 0)
ORDER BY position LIMIT :limit""")


@dataclass(frozen=True, slots=True)
class Changes:
    """Events as they were logged, and the position to go on from; that of the log's end when nothing is new."""

    events: Sequence[str]
    upto: int


def changes(uow: UnitOfWork, *, after: int, limit: int, about: UUID | None = None) -> Changes:
    """The next events of the unit's areas, and of the whole division, in an order that never changes; with ``about``
    those alone that hold this id, as the subject or in what they say. It reads past the others, so it costs as much.

    One aggregate's events are in the order of its versions. What a transaction in flight may still add is not passed.
    """
    settled = max(after, int(uow.execute(SETTLED).scalar_one()))
    window = {
        "after": after,
        "settled": settled,
        "areas": _areas(uow.scope),
        "about": f'"{about}"' if about else None,  # an id is written in one way, and in quotes
        "limit": limit,
    }
    found = uow.execute(READ, window).all()
    return Changes([row.body for row in found], found[-1].position if len(found) == limit else settled)


def _areas(scope: Scope) -> list[str] | None:
    """None for everywhere. Who has no area sees nothing, also of the division's."""
    if scope.areas is None:
        return None
    return sorted(scope.areas | {DIVISION}) if scope.areas else []
