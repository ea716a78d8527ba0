"""The tables of QA activities beside audits and observations."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Index, Integer, LargeBinary, Table, Text, Uuid, func, text
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
    Column("status", Text, nullable=False, server_default=text("'recorded'")),
    Column("visit_id", Uuid, comment="the planned visit that it fulfils"),
    Column("theme_id", Uuid, comment="the theme, spotlight or regulatory theme that it serves"),
    Index("recorded_activity_kind", "kind", "month"),
    Index("recorded_activity_theme", "theme_id", postgresql_where=text("theme_id IS NOT NULL")),
    Index(
        "recorded_activity_visit",
        "visit_id",
        unique=True,
        postgresql_where=text("status = 'recorded'"),
    ),
    comment="QA activities beside audits and observations. Area `all` is the whole division.",
)
recorded_version = Table(
    "recorded_version",
    metadata,
    Column("activity_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", JSONB, nullable=False, comment="narrative; it never leaves this service"),
    comment="What a recorded activity said before it was corrected. Append-only. Its activity has the area.",
)
dip_sheet = Table(
    "dip_sheet",
    metadata,
    Column("activity_id", Uuid, primary_key=True, comment="the id of the dip sample that it becomes"),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("sample_id", Uuid, nullable=False),
    Column("area", Text, nullable=False, info=SCOPED),
    Column("service", Text),
    Column("led_by", Text, nullable=False),
    Column("month", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
    Column("cases", ARRAY(Text), nullable=False, comment="pseudonyms in the order in which they were drawn"),
    Column("values", LargeBinary, nullable=False, comment="sealed"),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    Index("dip_sheet_sample", "sample_id"),
    Index("dip_sheet_led_by", "led_by", "activity_id"),
    comment="Dip samples that are being looked up, value by value (S21).",
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
