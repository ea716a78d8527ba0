"""When an activity was written down; and of allocated audits, when they were submitted and not when allocated.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "activity",
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            comment="when it was written down, by the clock of the device",
        ),
    )
    op.execute(
        "UPDATE activity SET recorded_at = line.recorded_at FROM activity_change AS line"
        " WHERE line.activity_id = activity.activity_id AND line.what = 'submitted'"
    )


def downgrade() -> None:
    op.drop_column("activity", "made_at")
