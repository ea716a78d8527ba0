"""Second ratings of audits, blind to the first.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "second_rating",
        sa.Column("rating_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("rater", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("requested_on", sa.Date, nullable=False),
        sa.Column("overall", sa.Text),
        sa.Column("domains", JSONB, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="A blind second rating, which never alters the first (S06). Its activity has the area.",
    )
    op.create_index(
        "second_rating_live",
        "second_rating",
        ["activity_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('requested', 'given')"),
    )
    op.create_index("second_rating_rater", "second_rating", ["rater", "rating_id"])


def downgrade() -> None:
    op.drop_table("second_rating")
