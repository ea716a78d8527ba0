"""Recorded activities can be corrected and withdrawn, planned visits are known by an id, a review is called off with
somebody's approval.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"

FREEZE = """
CREATE FUNCTION refuse_recorded_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a recorded activity said is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER recorded_version_is_frozen BEFORE UPDATE OR DELETE ON recorded_version
  FOR EACH ROW EXECUTE FUNCTION refuse_recorded_version_change();
"""
# An entry is the same through all versions of a plan while its people, place, day and doings are.
NUMBERED = """
UPDATE visit_plan SET visits = COALESCE((
  SELECT jsonb_agg(v || jsonb_build_object('visit_id', CAST(md5(half || CAST(v - 'held_on' AS text)) AS uuid))
                   ORDER BY n)
    FROM jsonb_array_elements(visits) WITH ORDINALITY AS each(v, n)), visits)
"""
UNNUMBERED = """
UPDATE visit_plan SET visits = COALESCE((
  SELECT jsonb_agg(v - 'visit_id' - 'held_by' ORDER BY n)
    FROM jsonb_array_elements(visits) WITH ORDINALITY AS each(v, n)), visits)
"""
FOURTH = (("correction-days", 14, "S41; assumption"),)
"""Name, value and source of the first version of each rule."""


def upgrade() -> None:
    op.add_column(
        "recorded_activity",
        sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'recorded'")),
    )
    op.add_column(
        "recorded_activity",
        sa.Column("visit_id", sa.Uuid, comment="the planned visit that it fulfils"),
    )
    op.create_index(
        "recorded_activity_visit",
        "recorded_activity",
        ["visit_id"],
        unique=True,
        postgresql_where=sa.text("status = 'recorded'"),
    )
    op.create_table(
        "recorded_version",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("document", JSONB, nullable=False, comment="narrative; it never leaves this service"),
        comment="What a recorded activity said before it was corrected. Append-only. Its activity has the area.",
    )
    op.execute(FREEZE)
    seed = sa.text(
        "INSERT INTO rule_version VALUES (:name, 1, CAST(:value AS jsonb), :source, DATE '2021-08-01', "
        "'The framework of August 2021.', 'system', now())"
    )
    for name, value, source in FOURTH:
        op.execute(seed.bindparams(name=name, value=json.dumps(value), source=source))
    op.add_column("review_change", sa.Column("approved_by", sa.Text))
    _plans(NUMBERED)


def downgrade() -> None:
    _plans(UNNUMBERED)
    op.drop_column("review_change", "approved_by")
    op.execute("ALTER TABLE rule_version DISABLE TRIGGER rule_version_is_frozen")
    gone = sa.text("DELETE FROM rule_version WHERE name = ANY(:names)")
    op.execute(gone.bindparams(sa.bindparam("names", [name for name, _, _ in FOURTH])))
    op.execute("ALTER TABLE rule_version ENABLE TRIGGER rule_version_is_frozen")
    op.drop_table("recorded_version")
    op.execute("DROP FUNCTION refuse_recorded_version_change()")
    op.drop_index("recorded_activity_visit", "recorded_activity")
    op.drop_column("recorded_activity", "visit_id")
    op.drop_column("recorded_activity", "status")


def _plans(change: str) -> None:
    op.execute("ALTER TABLE visit_plan DISABLE TRIGGER USER")
    op.execute(change)
    op.execute("ALTER TABLE visit_plan ENABLE TRIGGER USER")
