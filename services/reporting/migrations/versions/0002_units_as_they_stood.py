"""What units were called and where they lay, and since when.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Earlier names were not kept here. `sightline replay --to reporting` brings them back.
BACKFILL = """
INSERT INTO unit_version (code, sequence, kind, name, parent, effective_on)
SELECT code, sequence, kind, name, parent, valid_from FROM unit
"""


def upgrade() -> None:
    op.create_table(
        "unit_version",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("effective_on", sa.Date, nullable=False, comment="the day that it counts from"),
        comment="What a unit was called and where it lay, and since when: a report of last year says it as it was.",
    )
    op.execute(BACKFILL)


def downgrade() -> None:
    op.drop_table("unit_version")
