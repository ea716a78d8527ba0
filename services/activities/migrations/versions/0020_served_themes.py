"""The theme that an activity or a sample serves; where a theme's indicator was read, and when it was chosen.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

SERVED = "the theme, spotlight or regulatory theme that it serves"


def upgrade() -> None:
    for table in ("activity", "recorded_activity"):
        op.add_column(table, sa.Column("theme_id", sa.Uuid, comment=SERVED))
        there = sa.text("theme_id IS NOT NULL")
        op.create_index(f"{table}_theme", table, ["theme_id"], postgresql_where=there)
    op.add_column("sample", sa.Column("theme_id", sa.Uuid, comment="what its audits serve"))
    read = sa.Column("source", sa.Text, nullable=False, server_default="", comment="where the value was read")
    op.add_column("theme", read)
    chosen = sa.Column("chosen_on", sa.Date, nullable=False, server_default=sa.func.current_date())
    op.add_column("theme", chosen)
    op.execute("UPDATE theme SET chosen_on = (recorded_at AT TIME ZONE 'Europe/London')::date")


def downgrade() -> None:
    for column in ("chosen_on", "source"):
        op.drop_column("theme", column)
    op.drop_column("sample", "theme_id")
    for table in ("recorded_activity", "activity"):
        op.drop_index(f"{table}_theme", table_name=table)
        op.drop_column(table, "theme_id")
