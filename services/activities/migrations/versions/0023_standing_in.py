"""For whom a deputy moderated, decided or approved.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_ABOUT = {
    "moderation": "for whom a deputy moderated",
    "adjudication": "for whom a deputy decided",
    "activity_change": "for whom a deputy stood in",
}


def upgrade() -> None:
    for table, about in _ABOUT.items():
        op.add_column(table, sa.Column("on_behalf_of", sa.Text, comment=about))


def downgrade() -> None:
    for table in _ABOUT:
        op.drop_column(table, "on_behalf_of")
