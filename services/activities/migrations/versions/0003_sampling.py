"""Samples keep their terms and their frame, so that they can be proved; cases keep the month of birth.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Only columns that may be empty: the release before this one writes rows without them."""
    op.add_column(
        "child_case", sa.Column("birth_month", sa.Date, comment="its first day; no day of birth is kept")
    )
    for column in _sample():
        op.add_column("sample", column)


def downgrade() -> None:
    for column in _sample():
        op.drop_column("sample", column.name)
    op.drop_column("child_case", "birth_month")


def _sample() -> list[sa.Column[object]]:
    return [
        sa.Column("stratify_by", sa.Text),
        sa.Column("minimum", sa.Integer),
        sa.Column("not_audited_within", sa.SmallInteger),
        sa.Column("statuses", ARRAY(sa.Text)),
        sa.Column("strata", JSONB),
        sa.Column(
            "frame", sa.LargeBinary, comment="zlib; pseudonyms, strata and eligibility; none before 0.2"
        ),
    ]
