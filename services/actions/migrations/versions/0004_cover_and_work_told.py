"""Who is away, and how much each person holds, as others were last told.

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
        "cover",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("away", JSONB, nullable=False),
        comment="Own copy of who is away; why is not told.",
    )
    op.create_table(
        "work_told",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("held", JSONB, nullable=False, comment="numbers by sort of work"),
        comment="How much each person holds, as others were last told.",
    )


def downgrade() -> None:
    op.drop_table("work_told")
    op.drop_table("cover")
