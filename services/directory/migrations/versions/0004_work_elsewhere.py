"""What people hold in other services.

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
        "work_elsewhere",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("service", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("held", JSONB, nullable=False, comment="numbers by sort of work"),
        comment="What people hold in other services, as these last told.",
    )


def downgrade() -> None:
    op.drop_table("work_elsewhere")
