"""The append-only event log and the small pending set beside it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)

metadata = MetaData()

SHARDS = 16

event_log = Table(
    "event_log",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("position", BigInteger, Identity(always=True), nullable=False),
    Column("aggregate", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("routing_key", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Append-only; partitioned by month on the time inside the UUIDv7.",
    postgresql_partition_by="RANGE (event_id)",
)

outbox_pending = Table(
    "outbox_pending",
    metadata,
    Column("position", BigInteger, primary_key=True),
    Column("queue", Text, primary_key=True, server_default=""),
    Column("event_id", Uuid, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("aggregate", Text, nullable=False),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("retry_at", DateTime(timezone=True)),
    Column("reason", Text),
    Index("outbox_pending_refused", "aggregate", postgresql_where=text("retry_at is not null")),
    comment="What the relay has yet to publish. queue is set for a replay to one consumer.",
)
