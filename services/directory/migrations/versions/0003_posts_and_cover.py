"""Posts and who holds them; who is away and who acts for them.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "post",
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("closed_on", sa.Date),
        comment="A job in a unit. Its unit has the area.",
    )
    op.create_table(
        "holding",
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("starts", sa.Date, primary_key=True),
        sa.Column("person", sa.Text),
        comment="Who has held a post from a day on, until the next line; nobody while it is vacant.",
    )
    op.create_table(
        "cover",
        sa.Column("cover_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("reason", sa.Text, comment="a class; none of who is not away"),
        sa.Column("deputy", sa.Text),
        sa.Column("recorded_by", sa.Text, nullable=False),
        comment="Who is away, and who acts for them. No medical detail.",
    )
    op.create_index("cover_person", "cover", ["person", "starts"])
    op.create_index("cover_deputy", "cover", ["deputy", "starts"])


def downgrade() -> None:
    for table in ("cover", "holding", "post"):
        op.drop_table(table)
