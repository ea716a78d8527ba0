"""The tables of the programme: what is planned for all, with no child in it."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Double, Index, Integer, SmallInteger, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from services.activities.tables.schema import SCOPED, metadata

framework_version = Table(
    "framework_version",
    metadata,
    Column("effective_from", Date, primary_key=True, comment="the first day of a month"),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("agreed_on", Date),
    Column("agreed_by", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Versions of the framework itself (S54). Append-only.",
)
rule_told = Table(
    "rule_told",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    comment="Versions of rules that others were told of. Append-only.",
)
theme = Table(
    "theme",
    metadata,
    Column("theme_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("month", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("value", Double, nullable=False),
    Column("unit", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_to", Date, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("source", Text, nullable=False, server_default="", comment="where the value was read"),
    Column("chosen_on", Date, nullable=False, server_default=func.current_date()),
    Index("theme_month", "month", "title", unique=True),
    comment="Themes of a month, for the whole division (S09).",
)
spotlight = Table(
    "spotlight",
    metadata,
    Column("spotlight_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("theme_id", Uuid, nullable=False),
    Column("month", Date, nullable=False),
    Column("method", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("agreed_on", Date),
    Column("minute", Text),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("spotlight_month", "month"),
    comment="What is done about a theme; counts once it is agreed (S13).",
)
regulatory_theme = Table(
    "regulatory_theme",
    metadata,
    Column("theme_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("area", Text, nullable=False, info=SCOPED),
    Column("service", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("regulation", Text, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, comment="the first day of its last month"),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="What a service's own regulation asks it to look at (S14).",
)
visit_plan = Table(
    "visit_plan",
    metadata,
    Column("half", Date, primary_key=True, comment="its first day"),
    Column("version", Integer, primary_key=True),
    Column("visits", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Practice-day visits of a half-year, every version (S15). Append-only.",
)
manager_target = Table(
    "manager_target",
    metadata,
    Column("target_id", Uuid, primary_key=True),
    Column("manager", Text, nullable=False),
    Column("month", Date, nullable=False),
    Column("target", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("manager_target_month", "month", "manager"),
    comment="Targets other than a role's; of one manager and month the last counts (S07). Append-only.",
)
