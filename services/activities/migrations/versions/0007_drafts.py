"""Drafts of audits and observations, with the versions they went through.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column(
            "draft_id", sa.Uuid, primary_key=True, comment="the id of the activity that it is to become"
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column(
            "auditor", sa.Text, nullable=False, comment="of one begun from nothing; else its activity says"
        ),
        sa.Column("area", sa.Text, comment="where its auditor works; else its activity says"),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        comment="What is being written. Its auditor alone reads it, and who may submit for them.",
    )
    op.create_index("draft_auditor", "draft", ["auditor"])
    op.create_index("draft_saved_at", "draft", ["saved_at"])
    op.create_table(
        "draft_version",
        sa.Column("draft_id", sa.Uuid, sa.ForeignKey("draft.draft_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False, comment="sealed"),
    )


def downgrade() -> None:
    op.drop_table("draft_version")
    op.drop_table("draft")
