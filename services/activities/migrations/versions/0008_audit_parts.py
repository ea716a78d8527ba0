"""The parts of audits that are made in stages.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"

FREEZE = """
CREATE TRIGGER audit_part_is_frozen BEFORE UPDATE OR DELETE ON audit_part
  FOR EACH ROW EXECUTE FUNCTION refuse_activity_change();
"""


def upgrade() -> None:
    op.create_table(
        "audit_part",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("body", JSONB, nullable=False, comment="narrative; it never leaves this service"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        comment="What was written towards an audit that is made in stages (S08). Append-only. "
        "Its activity has the area.",
    )
    op.execute(FREEZE)


def downgrade() -> None:
    op.drop_table("audit_part")
