"""Feedback, and the copies of activities and services that it is judged by.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("feedback_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("activity_id", sa.Uuid),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("rating", sa.SmallInteger),
        sa.Column("stage", sa.SmallInteger),
        sa.Column(
            "words",
            sa.Text,
            nullable=False,
            comment="May name people: shown one at a time, and to whom is kept.",
        ),
        sa.Column("due_on", sa.Date),
        sa.Column("latest_on", sa.Date),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("concluded_on", sa.Date),
        sa.Column("concluded_by", sa.Text),
        sa.Column("learning", sa.Text),
    )
    op.create_index("feedback_received", "feedback", ["received_on", "feedback_id"])
    linked = sa.text("activity_id IS NOT NULL")
    op.create_index("feedback_activity", "feedback", ["activity_id"], postgresql_where=linked)
    clocked = sa.text("due_on IS NOT NULL")
    op.create_index("feedback_clock", "feedback", ["due_on"], postgresql_where=clocked)
    op.create_table(
        "known_activity",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        comment="Submitted activities, from events. Not scoped: it only says whether a link holds.",
    )
    op.create_table(
        "known_service",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        comment="The area of each service, from events.",
    )


def downgrade() -> None:
    for name in ("known_service", "known_activity", "feedback"):
        op.drop_table(name)
