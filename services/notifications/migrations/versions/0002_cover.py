"""Who is away and who acts for them, and the day on which something was to be told.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "cover",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("away", JSONB, nullable=False),
        sa.Column("deputies", JSONB, nullable=False),
        comment="Own copy of who is away and who acts for them; why is not told.",
    )
    op.add_column("unaddressed", sa.Column("on", sa.Date))
    op.execute("UPDATE unaddressed SET \"on\" = (since AT TIME ZONE 'Europe/London')::date")
    op.alter_column("unaddressed", "on", nullable=False)


def downgrade() -> None:
    op.drop_column("unaddressed", "on")
    op.drop_table("cover")
