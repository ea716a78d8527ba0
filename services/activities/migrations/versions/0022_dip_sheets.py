"""Dip samples are drawn, and looked up on a sheet.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("sample", sa.Column("purpose", sa.Text, nullable=False, server_default=sa.text("'audit'")))
    op.create_table(
        "dip_sheet",
        sa.Column(
            "activity_id", sa.Uuid, primary_key=True, comment="the id of the dip sample that it becomes"
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("sample_id", sa.Uuid, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("led_by", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("fields", ARRAY(sa.Text), nullable=False),
        sa.Column(
            "cases",
            ARRAY(sa.Text),
            nullable=False,
            comment="pseudonyms in the order in which they were drawn",
        ),
        sa.Column("values", sa.LargeBinary, nullable=False, comment="sealed"),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        comment="Dip samples that are being looked up, value by value (S21).",
    )
    op.create_index("dip_sheet_sample", "dip_sheet", ["sample_id"])
    op.create_index("dip_sheet_led_by", "dip_sheet", ["led_by", "activity_id"])


def downgrade() -> None:
    op.drop_table("dip_sheet")
    op.drop_column("sample", "purpose")
