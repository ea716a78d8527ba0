"""How much each person holds, as others were last told.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "work_told",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("held", JSONB, nullable=False, comment="numbers by sort of work"),
        comment="How much each person holds, as others were last told.",
    )


def downgrade() -> None:
    op.drop_table("work_told")
