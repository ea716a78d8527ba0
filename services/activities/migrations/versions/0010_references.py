"""What other systems call the activities that they delivered.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "activity_reference",
        sa.Column("system", sa.Text, primary_key=True, comment="whose reference it is"),
        sa.Column("reference", sa.Text, primary_key=True),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column(
            "digest",
            sa.LargeBinary,
            nullable=False,
            comment="of what was delivered, the case by its pseudonym",
        ),
        comment="What other systems call the activities that they delivered. Append-only.",
    )
    op.create_index("activity_reference_activity", "activity_reference", ["activity_id"])


def downgrade() -> None:
    op.drop_table("activity_reference")
