"""Since when each version counts, and reorganisations prepared ahead.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

TABLES = ("unit", "person", "unit_version", "person_version")
# What was known before says only when it was written down; a unit's first version counts from its first day.
BACKFILL = """
UPDATE unit_version SET effective_on = CASE version WHEN 1 THEN least(valid_from, recorded_on) ELSE recorded_on END;
UPDATE person_version SET effective_on = recorded_on;
UPDATE unit SET effective_on = v.effective_on FROM unit_version v
  WHERE (v.code, v.version) = (unit.code, unit.version);
UPDATE person SET effective_on = v.effective_on FROM person_version v
  WHERE (v.id, v.version) = (person.id, person.version);
"""


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("effective_on", sa.Date))
    op.execute(BACKFILL)
    op.create_table(
        "reorganisation",
        sa.Column("reorganisation_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("units", JSONB, nullable=False, comment="the rows of the file, with their numbers"),
        sa.Column("people", JSONB, nullable=False, comment="the rows of the file, with their numbers"),
        sa.Column("prepared_by", sa.Text, nullable=False),
        sa.Column("prepared_on", sa.Date, nullable=False),
        sa.Column("settled_by", sa.Text),
        sa.Column("settled_on", sa.Date),
        sa.Column("faults", JSONB, nullable=False, comment="why it could not take effect"),
        comment="Changes of the organisation that take effect on a day, made ready before it.",
    )
    op.create_index(
        "reorganisation_planned",
        "reorganisation",
        ["effective_on"],
        postgresql_where=sa.text("status = 'planned'"),
    )


def downgrade() -> None:
    op.drop_table("reorganisation")
    for table in TABLES:
        op.drop_column(table, "effective_on")
