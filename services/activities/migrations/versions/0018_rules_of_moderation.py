"""Rules of moderation, adjudication and exemptions in the rule book, as they were in the code until now.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

SECOND = (
    ("moderation-share", 25, "S11; assumption"),
    ("moderation-days", 14, "S11; assumption"),
    ("contest-days", 14, "S11; sector practice, moderation"),
    ("adjudicator-roles", ["head_of_service", "qa_manager"], "S11; sector practice, moderation"),
    (
        "exemption-approver-roles",
        ["service_manager", "head_of_service", "qa_manager"],
        "S18; sector practice, Gloucestershire",
    ),
)
"""Name, value and source of the first version of each rule."""


def upgrade() -> None:
    seed = sa.text(
        "INSERT INTO rule_version VALUES (:name, 1, CAST(:value AS jsonb), :source, DATE '2021-08-01', "
        "'The framework of August 2021.', 'system', now())"
    )
    for name, value, source in SECOND:
        op.execute(seed.bindparams(name=name, value=json.dumps(value), source=source))


def downgrade() -> None:
    op.execute("ALTER TABLE rule_version DISABLE TRIGGER rule_version_is_frozen")
    gone = sa.text("DELETE FROM rule_version WHERE name = ANY(:names)")
    op.execute(gone.bindparams(sa.bindparam("names", [name for name, _, _ in SECOND])))
    op.execute("ALTER TABLE rule_version ENABLE TRIGGER rule_version_is_frozen")
