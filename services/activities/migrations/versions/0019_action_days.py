"""Due times of actions in the rule book, as they were in the code until now, and which versions others know of.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

THIRD = (
    (
        "action-days",
        {"safeguarding_hours": 24, "high": 14, "medium": 28, "low": 42},
        "S23; assumption",
    ),
)
"""Name, value and source of the first version of each rule."""


def upgrade() -> None:
    seed = sa.text(
        "INSERT INTO rule_version VALUES (:name, 1, CAST(:value AS jsonb), :source, DATE '2021-08-01', "
        "'The framework of August 2021.', 'system', now())"
    )
    for name, value, source in THIRD:
        op.execute(seed.bindparams(name=name, value=json.dumps(value), source=source))
    op.create_table(
        "rule_told",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        comment="Versions of rules that others were told of. Append-only.",
    )


def downgrade() -> None:
    op.drop_table("rule_told")
    op.execute("ALTER TABLE rule_version DISABLE TRIGGER rule_version_is_frozen")
    gone = sa.text("DELETE FROM rule_version WHERE name = ANY(:names)")
    op.execute(gone.bindparams(sa.bindparam("names", [name for name, _, _ in THIRD])))
    op.execute("ALTER TABLE rule_version ENABLE TRIGGER rule_version_is_frozen")
