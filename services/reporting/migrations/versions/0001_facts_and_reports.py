"""Facts, rollups, reports and their documents.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0001"
down_revision = None

# A published report never changes, whoever asks the database to change it.
FREEZE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published report never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER report_is_frozen BEFORE UPDATE OR DELETE ON report
  FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_document_is_frozen BEFORE UPDATE OR DELETE ON report_document
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    _read_model()
    op.create_table(
        "report",
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column(
            "edition", sa.Integer, nullable=False, comment="a correction is the next edition of its month"
        ),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column(
            "model", sa.Text, nullable=False, comment="canonical JSON: the digest is of these very bytes"
        ),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column(
            "counts", JSONB, nullable=False, comment="the protected counts and the names of those withheld"
        ),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("published_by", sa.Text),
        sa.UniqueConstraint("kind", "month", "edition"),
        sa.CheckConstraint("status in ('draft', 'published')", name="report_status"),
        comment="A published row never changes: a trigger refuses it.",
    )
    op.create_table(
        "report_document",
        sa.Column("report_id", sa.Uuid, sa.ForeignKey("report.report_id"), primary_key=True),
        sa.Column("format", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        comment="The documents as published. Rows are only ever added.",
    )
    op.execute(FREEZE)


def downgrade() -> None:
    for table in ("report_document", "report", "unit", "rollup", "fact"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_change()")


def _read_model() -> None:
    op.create_table(
        "fact",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("state", JSONB, nullable=False),
        sa.Column("events", ARRAY(sa.Uuid), nullable=False, comment="the ids of every event under this fact"),
    )
    op.create_index("fact_month", "fact", ["month", "service"])
    op.create_table(
        "rollup",
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("area", sa.Text, primary_key=True),
        sa.Column("service", sa.Text, primary_key=True),
        sa.Column("measure", sa.Text, primary_key=True),
        sa.Column("bucket", sa.Text, primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_index("rollup_life", "rollup", ["month"], postgresql_where=sa.text("measure = 'action.life'"))
    # Few rows, changed without end: clean up by count, not by share, so that a report never wades through the dead.
    op.execute(
        "ALTER TABLE rollup SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000)"
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        comment="Names of areas, services and teams. Everybody may see the structure: it is not scoped.",
    )
