"""The programme: versions of the framework, themes, spotlights, regulation, practice-day visits, managers' targets.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0017"
down_revision = "0016"

FROZEN = ("framework_version", "visit_plan", "manager_target")
FREEZE = """
CREATE FUNCTION refuse_programme_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % is only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
FIRST = """
INSERT INTO framework_version (effective_from, title, summary, agreed_by, reference, recorded_by)
VALUES ('2021-08-01', 'Quality Assurance Framework', 'The published framework that this programme began with.', '',
        'Leicester City Council, Social Care and Education, August 2021', 'system')
"""


def upgrade() -> None:
    op.create_table(
        "framework_version",
        sa.Column("effective_from", sa.Date, primary_key=True, comment="the first day of a month"),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("agreed_on", sa.Date),
        sa.Column("agreed_by", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="Versions of the framework itself (S54). Append-only.",
    )
    op.create_table(
        "theme",
        sa.Column("theme_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("value", sa.Double, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("period_from", sa.Date, nullable=False),
        sa.Column("period_to", sa.Date, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="Themes of a month, for the whole division (S09).",
    )
    op.create_table(
        "spotlight",
        sa.Column("spotlight_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("theme_id", sa.Uuid, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("agreed_on", sa.Date),
        sa.Column("minute", sa.Text),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="What is done about a theme; counts once it is agreed (S13).",
    )
    op.create_table(
        "regulatory_theme",
        sa.Column("theme_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("regulation", sa.Text, nullable=False),
        sa.Column("begins", sa.Date, nullable=False),
        sa.Column("ends", sa.Date, comment="the first day of its last month"),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="What a service's own regulation asks it to look at (S14).",
    )
    op.create_table(
        "visit_plan",
        sa.Column("half", sa.Date, primary_key=True, comment="its first day"),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("visits", JSONB, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="Practice-day visits of a half-year, every version (S15). Append-only.",
    )
    op.create_table(
        "manager_target",
        sa.Column("target_id", sa.Uuid, primary_key=True),
        sa.Column("manager", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("target", sa.SmallInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="Targets other than a role's; of one manager and month the last counts (S07). Append-only.",
    )
    op.create_index("theme_month", "theme", ["month", "title"], unique=True)
    op.create_index("spotlight_month", "spotlight", ["month"])
    op.create_index("manager_target_month", "manager_target", ["month", "manager"])
    op.execute(FIRST)
    op.execute(FREEZE)
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_programme_change()"
        )


def downgrade() -> None:
    for table in (*FROZEN, "theme", "spotlight", "regulatory_theme"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_programme_change()")
