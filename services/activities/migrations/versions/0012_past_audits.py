"""Audits that were done before and imported are marked.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """With a default: the release before this one writes rows without it."""
    op.add_column("activity", sa.Column("historic", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("activity", "historic")
