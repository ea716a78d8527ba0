"""Messages that could not be handled: waiting for their next try, or parked until a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec
from sqlalchemy import Connection, Row, text

from shared.contracts.envelope import Envelope, apart
from shared.db.database import Database
from shared.messaging.broker import Received

TIERS_S = (5, 30, 300)
REASON_CHARACTERS = 2_000
UNREADABLE = UUID("0d3c8f0e-6a55-5d1e-9d0a-5e1c1a9b7f10")

# A message is kept once, however often it comes back; a dropped one stays dropped.
KEEP = text(
    """
INSERT INTO inbox_failure AS f (failure_id, state, type, subject, attempts, next_at, reason, body)
VALUES (:failure_id, :state, :type, :subject, :attempts, now() + make_interval(secs => :delay), :reason, :body)
ON CONFLICT (failure_id) DO UPDATE SET reason = excluded.reason, last_failed_at = now()"""
)

# The try is counted before it is made: a message that ends its consumer must not be tried for ever. After the last
# tier it is left to a person, unless this try succeeds, which takes the row away.
CLAIM = text(
    f"""
UPDATE inbox_failure SET attempts = attempts + 1,
  state = CASE WHEN attempts >= {len(TIERS_S)} THEN 'parked' ELSE 'retrying' END,
  next_at = now() + make_interval(secs => (ARRAY{list(TIERS_S)})[attempts + 1])
WHERE failure_id = (SELECT failure_id FROM inbox_failure WHERE state = 'retrying' AND next_at <= now()
                    ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING failure_id, body"""
)


def keep(database: Database, envelope: Envelope, body: bytes, error: Exception) -> None:
    """Keep a message for its next try, with the reason why this one failed."""
    with database.engine.begin() as connection:
        _keep(
            connection, envelope.id, envelope.type, envelope.subject, body, f"{type(error).__name__}: {error}"
        )


def keep_unreadable(database: Database, body: bytes, reason: str) -> None:
    """Park at once what no later try could read. The same bytes are kept once."""
    with database.engine.begin() as connection:
        kind, subject = _peek(body)
        _keep(connection, _id_of(body), kind, subject, body, reason, state="parked")


def keep_dead(database: Database, dead: Sequence[Received]) -> None:
    """Keep what crashed its consumer too often; each event is tried again alone, then parked like any other failure."""
    with database.engine.begin() as connection:
        for body in (one for received in dead for one in apart(received.body)):
            kind, subject = _peek(body)
            reason = "the broker gave up: its consumer ended too often with this message in hand"
            _keep(connection, _id_of(body), kind, subject, body, reason)


def claim(database: Database) -> Row[Any, Any] | None:
    """The failure whose next try has come the longest ago, with that try counted; nobody else gets it meanwhile."""
    with database.engine.begin() as connection:
        return connection.execute(CLAIM).one_or_none()


def park(database: Database, failure_id: UUID, reason: str) -> None:
    """Leave it to a person."""
    with database.engine.begin() as connection:
        connection.execute(
            text("UPDATE inbox_failure SET state = 'parked', reason = :reason WHERE failure_id = :id"),
            {"id": failure_id, "reason": reason[:REASON_CHARACTERS]},
        )


def _keep(
    connection: Connection,
    id: UUID,
    kind: str,
    subject: str,
    body: bytes,
    reason: str,
    state: str = "retrying",
) -> None:
    connection.execute(
        KEEP,
        {
            "failure_id": id,
            "state": state,
            "type": kind,
            "subject": subject,
            "attempts": 1,
            "delay": TIERS_S[0],
            "reason": reason[:REASON_CHARACTERS].replace("\x00", ""),
            "body": body.decode("utf-8", "replace").replace("\x00", ""),
        },
    )


def _id_of(body: bytes) -> UUID:
    """The event's own id where it can be read, else one made from the bytes, so that a repeat is the same failure."""
    try:
        return UUID(msgspec.json.decode(body)["id"])
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError):
        return uuid5(UNREADABLE, body.hex())


def _peek(body: bytes) -> tuple[str, str]:
    try:
        found = msgspec.json.decode(body)
        return str(found["type"]), str(found["subject"])
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError):
        return "unreadable", ""
