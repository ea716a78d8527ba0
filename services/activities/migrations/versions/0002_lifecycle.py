"""The history of activities, filled with what the event log knows of those that were not recorded at once.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FREEZE = """
CREATE FUNCTION refuse_activity_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of an activity is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER activity_change_is_frozen BEFORE UPDATE OR DELETE ON activity_change
  FOR EACH ROW EXECUTE FUNCTION refuse_activity_change();
"""
KNOWN = """
INSERT INTO activity_change (activity_id, version, what, "by", recorded_at, "before", "after", note)
SELECT a.activity_id, e.sequence, e.what, e.body ->> 'actor', CAST(e.body ->> 'time' AS timestamptz),
       CASE e.what WHEN 'submitted' THEN 'allocated' WHEN 'moderated' THEN 'submitted' END,
       CASE e.what WHEN 'allocated' THEN a.auditor ELSE e.what END, ''
  FROM (SELECT aggregate, sequence, split_part(routing_key, '.', 2) AS what, CAST(body AS jsonb) AS body
          FROM event_log WHERE routing_key LIKE 'activity.%') AS e
  JOIN activity AS a ON e.aggregate = 'activity:' || a.activity_id
 WHERE e.what = 'moderated' OR (e.what IN ('allocated', 'submitted') AND a.sample_id IS NOT NULL)
"""


def upgrade() -> None:
    op.create_table(
        "activity_change",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("note", sa.Text, nullable=False, comment="narrative; it never leaves this service"),
        sa.Column("approved_by", sa.Text),
        comment="The history of activities but for what was recorded at once. Append-only. "
        "Its activity has the area.",
    )
    op.execute(KNOWN)
    op.execute(FREEZE)


def downgrade() -> None:
    op.drop_table("activity_change")
    op.execute("DROP FUNCTION refuse_activity_change()")
