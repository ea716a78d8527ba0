"""Who is at work.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        comment="Own copy of who is at work: neither names nor addresses.",
    )


def downgrade() -> None:
    op.drop_table("person")
