"""Actions, their history, and what was told of them.

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
        "action",
        sa.Column("action_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("finding_id", sa.Uuid, nullable=False, unique=True),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("reach", sa.Text, nullable=False),
        sa.Column("priority", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("record_reference", sa.Text),
        sa.Column("evidence", sa.Text),
        sa.Column("evidenced_on", sa.Date),
        sa.Column("evidenced_by", sa.Text),
        sa.Column("closed_on", sa.Date),
        sa.Column("closed_by", sa.Text),
        sa.Column("reopened_on", sa.Date),
    )
    op.create_index("action_due", "action", ["due_on", "action_id"])
    op.create_index("action_owner", "action", ["owner", "due_on", "action_id"])
    op.create_index("action_activity", "action", ["activity_id"])
    not_closed = sa.text("status <> 'closed'")
    op.create_index("action_not_closed", "action", ["due_on", "action_id"], postgresql_where=not_closed)
    op.create_table(
        "action_change",
        sa.Column("action_id", sa.Uuid, sa.ForeignKey("action.action_id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("due_on", sa.Date, nullable=False),
        comment="Append-only: who changed what, when. Read only beside an action that the reader may see.",
    )
    op.create_table(
        "action_notice",
        sa.Column("action_id", sa.Uuid, sa.ForeignKey("action.action_id"), primary_key=True),
        sa.Column("due_on", sa.Date, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("seen_on", sa.Date, nullable=False),
        comment="What was told already: once for each action, due date and kind.",
    )


def downgrade() -> None:
    for name in ("action_notice", "action_change", "action"):
        op.drop_table(name)
