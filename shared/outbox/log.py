"""Writing events: into the log and the pending set, in the business transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from shared.contracts.envelope import encode
from shared.contracts.registry import Event, type_of
from shared.db.bulk import columns_of
from shared.outbox.tables import SHARDS, event_log

COLUMNS = ("event_id", "aggregate", "sequence", "routing_key", "body")

# One statement for both tables. hashtext spreads aggregates over the shards, so one aggregate keeps its order.
APPEND = f"""
WITH logged AS (
  INSERT INTO event_log (event_id, aggregate, sequence, routing_key, body)
  SELECT * FROM unnest(%b::uuid[], %b::text[], %b::int4[], %b::text[], %b::text[])
  RETURNING position, event_id, aggregate)
INSERT INTO outbox_pending (position, event_id, shard, aggregate)
SELECT position, event_id, hashtext(aggregate) & {SHARDS - 1}, aggregate FROM logged"""


def entry(
    event: Event, *, sequence: int, time: datetime, actor: str, correlation_id: str, traceparent: str
) -> dict[str, Any]:
    """The row of one event; its id is a UUIDv7, so that the log sorts and partitions by time."""
    kind = type_of(type(event))
    event_id: UUID = uuid7()
    body = encode(
        event,
        id=event_id,
        time=time,
        sequence=sequence,
        actor=actor,
        correlation_id=correlation_id,
        traceparent=traceparent,
    )
    return {
        "event_id": event_id,
        "aggregate": f"{kind.what.partition('.')[0]}:{getattr(event, kind.subject)}",
        "sequence": sequence,
        "routing_key": kind.routing_key(event.area),
        "body": body.decode(),
    }


def append_parameters(entries: Sequence[Mapping[str, Any]]) -> list[Any]:
    return columns_of(event_log, COLUMNS, entries)
