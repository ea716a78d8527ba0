"""What this service has taken, and what it could not handle."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, MetaData, SmallInteger, Table, Text, Uuid, func

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Events whose effects are committed. One consumer per database; partitioned by month.",
    postgresql_partition_by="RANGE (event_id)",
)

inbox_failure = Table(
    "inbox_failure",
    metadata,
    Column("failure_id", Uuid, primary_key=True),
    Column("state", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("next_at", DateTime(timezone=True)),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("first_failed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("last_failed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("decided_by", Text),
    Column("decision", Text),
    Index("inbox_failure_due", "state", "next_at"),
    comment="state: retrying (next_at says when), parked (a person decides), dropped (a person decided).",
)
