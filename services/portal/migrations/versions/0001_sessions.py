"""Who is signed in.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("key", sa.LargeBinary, primary_key=True, comment="SHA-256 of the cookie's secret."),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", ARRAY(sa.Text), nullable=False),
        sa.Column("areas", ARRAY(sa.Text), comment="NULL is everywhere."),
        sa.Column("service", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("csrf", sa.Text, nullable=False),
        sa.Column("id_token", sa.Text, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("session_person", "session", ["person"])
    op.create_index("session_seen", "session", ["seen_at"])


def downgrade() -> None:
    op.drop_table("session")
