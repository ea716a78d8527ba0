"""The rules that actions go by, and by which version each action became due.

What was opened before went by what is the first version of the rule. The defaults stay: a worker of the release before
this one goes by that version, and does not say so.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "rule_version",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("value", JSONB, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        comment="Own copy of the rules that actions go by, every version that was told. Append-only.",
    )
    op.add_column("action", sa.Column("rule_version", sa.Integer, nullable=False, server_default="1"))
    op.add_column(
        "action", sa.Column("rule_source", sa.Text, nullable=False, server_default="S23; assumption")
    )


def downgrade() -> None:
    op.drop_column("action", "rule_source")
    op.drop_column("action", "rule_version")
    op.drop_table("rule_version")
