"""The tables of QA activities beside audits and observations."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Index, Integer, Table, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.activities.tables.schema import SCOPED, metadata

recorded_activity = Table(
    "recorded_activity",
    metadata,
    Column("activity_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("area", Text, nullable=False, info=SCOPED),
    Column("service", Text),
    Column("team", Text),
    Column("led_by", Text, nullable=False),
    Column("practitioners", ARRAY(Text), nullable=False),
    Column("colleagues", ARRAY(Text), nullable=False),
    Column("month", Date, nullable=False),
    Column("completed_on", Date, nullable=False),
    Column("cases", ARRAY(Text), nullable=False, comment="pseudonyms; their identifiers are not kept"),
    Column("tags", ARRAY(Text), nullable=False),
    Column("written", JSONB, nullable=False, comment="narrative; it never leaves this service"),
    Column("part", JSONB, nullable=False, comment="what is of its kind alone; narrative too"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("theme_id", Uuid, comment="the theme, spotlight or regulatory theme that it serves"),
    Index("recorded_activity_kind", "kind", "month"),
    Index("recorded_activity_theme", "theme_id", postgresql_where=text("theme_id IS NOT NULL")),
    comment="QA activities beside audits and observations. Area `all` is the whole division.",
)
review_type = Table(
    "review_type",
    metadata,
    Column("code", Text, primary_key=True),
    Column("title", Text, nullable=False, unique=True),
    Column("added_by", Text, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Kinds of external review beside the framework's (S17). Only ever added to: reports have their titles.",
)
