"""The tables of reviews."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Index, Integer, LargeBinary, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.activities.tables.schema import SCOPED, metadata

review = Table(
    "review",
    metadata,
    Column("review_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("area", Text, nullable=False, info=SCOPED),
    Column("service", Text, nullable=False),
    Column("team", Text),
    Column("pseudonym", Text, nullable=False),
    Column("identifier", LargeBinary, nullable=False, comment="sealed"),
    Column("practitioner", Text),
    Column("proposal", JSONB, nullable=False, comment="narrative; it never leaves this service"),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_on", Date, nullable=False),
    Column("chair", Text),
    Column("due_on", Date),
    Column("participants", JSONB, nullable=False),
    Column("circle", ARRAY(Text), nullable=False, comment="chair and workers: who reads the detail"),
    Column("held_on", Date),
    Column("record", JSONB(none_as_null=True), comment="narrative; it never leaves this service"),
    Column("learning_id", Uuid),
    Column("learning", JSONB(none_as_null=True), comment="what the division reads"),
    Column("released_on", Date),
    Index(
        "review_released",
        "released_on",
        "learning_id",
        postgresql_where=text("released_on IS NOT NULL"),
    ),
    comment="Success and learning reviews (S24, S25), read by their circle and by who answers for reviews.",
)
review_change = Table(
    "review_change",
    metadata,
    Column("review_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("reason", Text),
    Column("note", Text, nullable=False, comment="narrative; it never leaves this service"),
    Column("approved_by", Text),
    comment="The history of reviews. Append-only. Its review says who may read it.",
)
