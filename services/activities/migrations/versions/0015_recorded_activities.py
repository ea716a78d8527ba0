"""Recorded activities of every kind beside audits and observations, and added kinds of external review.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "recorded_activity",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("led_by", sa.Text, nullable=False),
        sa.Column("practitioners", ARRAY(sa.Text), nullable=False),
        sa.Column("colleagues", ARRAY(sa.Text), nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("completed_on", sa.Date, nullable=False),
        sa.Column(
            "cases", ARRAY(sa.Text), nullable=False, comment="pseudonyms; their identifiers are not kept"
        ),
        sa.Column("tags", ARRAY(sa.Text), nullable=False),
        sa.Column("written", JSONB, nullable=False, comment="narrative; it never leaves this service"),
        sa.Column("part", JSONB, nullable=False, comment="what is of its kind alone; narrative too"),
        sa.Column("recorded_by", sa.Text, nullable=False),
        _now("recorded_at"),
        comment="QA activities beside audits and observations. Area `all` is the whole division.",
    )
    op.create_index("recorded_activity_kind", "recorded_activity", ["kind", "month"])
    op.create_table(
        "review_type",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False, unique=True),
        sa.Column("added_by", sa.Text, nullable=False),
        _now("added_at"),
        comment="Kinds of external review beside the framework's (S17). Only ever added to: reports have their titles.",
    )


def downgrade() -> None:
    op.drop_table("review_type")
    op.drop_table("recorded_activity")


def _now(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())
