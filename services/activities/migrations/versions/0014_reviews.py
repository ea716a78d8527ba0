"""Success and learning reviews, and their history, which is only ever added to.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0014"
down_revision = "0013"

FREEZE = """
CREATE FUNCTION refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of a review is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER review_change_is_frozen BEFORE UPDATE OR DELETE ON review_change
  FOR EACH ROW EXECUTE FUNCTION refuse_review_change();
"""


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("review_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.Column("identifier", sa.LargeBinary, nullable=False, comment="sealed"),
        sa.Column("practitioner", sa.Text),
        sa.Column("proposal", JSONB, nullable=False, comment="narrative; it never leaves this service"),
        sa.Column("proposed_by", sa.Text, nullable=False),
        sa.Column("proposed_on", sa.Date, nullable=False),
        sa.Column("chair", sa.Text),
        sa.Column("due_on", sa.Date),
        sa.Column("participants", JSONB, nullable=False),
        sa.Column(
            "circle", ARRAY(sa.Text), nullable=False, comment="chair and workers: who reads the detail"
        ),
        sa.Column("held_on", sa.Date),
        sa.Column("record", JSONB, comment="narrative; it never leaves this service"),
        sa.Column("learning_id", sa.Uuid),
        sa.Column("learning", JSONB, comment="what the division reads"),
        sa.Column("released_on", sa.Date),
        comment="Success and learning reviews (S24, S25), read by their circle and by who answers for reviews.",
    )
    op.create_index(
        "review_released",
        "review",
        ["released_on", "learning_id"],
        postgresql_where=sa.text("released_on IS NOT NULL"),
    )
    op.create_table(
        "review_change",
        sa.Column("review_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("note", sa.Text, nullable=False, comment="narrative; it never leaves this service"),
        comment="The history of reviews. Append-only. Its review says who may read it.",
    )
    op.execute(FREEZE)


def downgrade() -> None:
    op.drop_table("review_change")
    op.execute("DROP FUNCTION refuse_review_change()")
    op.drop_table("review")
