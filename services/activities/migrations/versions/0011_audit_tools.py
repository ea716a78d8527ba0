"""Audit tools with Sightline's proposals of a standard, in force until the council publishes its own.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"

PROPOSALS = Path(__file__).parents[1] / "proposals"
IN_FORCE_FROM = date(2020, 1, 1)
"""Early enough that whatever is recorded late was made with it."""
FREEZE = """
CREATE FUNCTION refuse_tool_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was published, and who did it, is never altered' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER tool_version_is_frozen BEFORE UPDATE ON tool_version FOR EACH ROW
  WHEN (OLD.effective_from IS NOT NULL
        AND (OLD.questions, OLD.effective_from) IS DISTINCT FROM (NEW.questions, NEW.effective_from))
  EXECUTE FUNCTION refuse_tool_change();
CREATE TRIGGER tool_version_stays BEFORE DELETE ON tool_version FOR EACH ROW
  WHEN (OLD.effective_from IS NOT NULL) EXECUTE FUNCTION refuse_tool_change();
CREATE TRIGGER tool_change_is_frozen BEFORE UPDATE OR DELETE ON tool_change
  FOR EACH ROW EXECUTE FUNCTION refuse_tool_change();
"""


def upgrade() -> None:
    version = op.create_table(
        "tool_version",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("effective_from", sa.Date, comment="none of a draft"),
        sa.Column("retired_from", sa.Date),
        sa.Column("questions", JSONB, nullable=False),
        comment="Versions of audit tools (S10). What was published is never altered.",
    )
    op.create_index(
        "tool_version_draft",
        "tool_version",
        ["code"],
        unique=True,
        postgresql_where=sa.text("effective_from IS NULL"),
    )
    change = op.create_table(
        "tool_change",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        comment="Who drafted, edited, published or retired a version. Append-only.",
    )
    op.add_column("activity", sa.Column("tool", JSONB, comment="code and version of the audit tool"))
    now = datetime.now(UTC)
    for path in sorted(PROPOSALS.glob("*.toml")):
        key = {"code": path.stem, "number": 1}
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        op.bulk_insert(version, [{**key, "version": 1, "effective_from": IN_FORCE_FROM, "questions": said}])
        made = {
            "revision": 1,
            "what": "published",
            "by": "sightline",
            "recorded_at": now,
            "note": said["origin"],
        }
        op.bulk_insert(change, [{**key, **made}])
    op.execute(FREEZE)


def downgrade() -> None:
    op.drop_column("activity", "tool")
    op.drop_table("tool_change")
    op.drop_table("tool_version")
    op.execute("DROP FUNCTION refuse_tool_change()")
