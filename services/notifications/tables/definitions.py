"""Messages, the people they go to, and what could not be addressed yet."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("service", Text),
    Column("line_manager", Text),
    Column("area", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("sequence", Integer, nullable=False),
    Index("person_roles", "roles", postgresql_using="gin"),
    comment="Our own copy of the directory, from its events.",
)

cover = Table(
    "cover",
    metadata,
    Column("person", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("away", JSONB, nullable=False),
    Column("deputies", JSONB, nullable=False),
    comment="Own copy of who is away and who acts for them; why is not told.",
)

message = Table(
    "message",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("cause", Uuid, nullable=False),
    Column("area", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("correlation_id", Text, nullable=False),
    Column("traceparent", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("next_at", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("read_at", DateTime(timezone=True)),
    Column("reason", Text),
    Column("version", Integer, nullable=False),
    UniqueConstraint("cause", "person", "topic", name="message_once"),
    Index("message_own", "person", "created_at", "id"),
    Index("message_newest", "created_at", "id"),
    Index("message_due", "next_at", postgresql_where=text("state = 'pending'")),
    Index("message_unsettled", "state", "next_at", postgresql_where=text("state <> 'sent'")),
    comment="A message is its person's, whatever their area. While sending, next_at is when it counts as left.",
)

unaddressed = Table(
    "unaddressed",
    metadata,
    Column("cause", Uuid, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("area", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("correlation_id", Text, nullable=False),
    Column("traceparent", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("on", Date, nullable=False),
    comment="What is to be told to somebody whom the directory has not told us of yet.",
)
