"""Who is away and who acts for them.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "cover",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("away", JSONB, nullable=False),
        sa.Column("deputies", JSONB, nullable=False),
        comment="Own copy of who is away and who acts for them; why is not told.",
    )


def downgrade() -> None:
    op.drop_table("cover")
