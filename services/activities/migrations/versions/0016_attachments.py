"""Evidence kept with activities, each content once.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.Text, primary_key=True, comment="of the content before it was sealed"),
        sa.Column(
            "content",
            sa.LargeBinary,
            nullable=False,
            comment="sealed; once, however many activities show it",
        ),
    )
    op.execute(
        "ALTER TABLE attachment_content ALTER COLUMN content SET STORAGE EXTERNAL"
    )  # sealed: incompressible
    op.create_table(
        "attachment",
        sa.Column("attachment_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False, comment="or the draft that is to become it"),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column(
            "stored",
            sa.Text,
            sa.ForeignKey("attachment_content.sha256"),
            comment="sha256; null once it is removed",
        ),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("evidence_date", sa.Date),
        sa.Column("description", sa.Text, nullable=False, comment="narrative; it never leaves this service"),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.Text),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("removal_reason", sa.Text),
        comment="Evidence. Its activity has the area.",
    )
    op.create_index("attachment_activity", "attachment", ["activity_id"])
    op.create_index(
        "attachment_once",
        "attachment",
        ["activity_id", "sha256"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index("attachment_stored", "attachment", ["stored"])


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("attachment_content")
