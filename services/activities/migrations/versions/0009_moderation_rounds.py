"""Rounds of moderation, who moderates what, and adjudication.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "moderation_round",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("share", sa.SmallInteger, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("frame", sa.LargeBinary, nullable=False, comment="zlib; ids, strata and eligibility"),
        sa.Column("frame_hash", sa.Text, nullable=False),
        sa.Column("drawn", JSONB, nullable=False, comment="ids in the order in which they were drawn"),
        sa.Column("drawn_by", sa.Text, nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="Which audits of a month were drawn for moderation, from what (S11). Append-only.",
    )
    op.create_index("moderation_round_month", "moderation_round", ["area", "month"])
    op.create_table(
        "moderation_task",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("moderator", sa.Text, comment="none where nobody of the area may"),
        sa.Column("due_on", sa.Date, nullable=False),
        comment="Who is to moderate what by when. Its activity has the area.",
    )
    op.create_index("moderation_task_moderator", "moderation_task", ["moderator", "activity_id"])
    op.create_table(
        "adjudication",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("adjudicator", sa.Text, nullable=False),
        sa.Column("adjudicated_on", sa.Date, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("overall", sa.Text, nullable=False),
        sa.Column("domains", JSONB, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="A third person's decision beside the two it decides between. Its activity has the area.",
    )


def downgrade() -> None:
    for table in ("adjudication", "moderation_task", "moderation_round"):
        op.drop_table(table)
