"""The organisation as it stands, and every version of it.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "unit",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        *_unit_columns(),
        comment="Areas, services and teams as they stand. Everybody may see the structure: it is not scoped.",
    )
    op.create_index("unit_parent", "unit", ["parent"])
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        *_person_columns(),
    )
    op.create_index("person_area", "person", ["area", "id"])
    for name, key, columns in (("unit", "code", _unit_columns()), ("person", "id", _person_columns())):
        op.create_table(
            f"{name}_version",
            sa.Column(key, sa.Text, primary_key=True),
            sa.Column("version", sa.Integer, primary_key=True),
            *columns,
            sa.Column("recorded_on", sa.Date, nullable=False),
            sa.Column("superseded_on", sa.Date),
        )
        op.create_index(
            f"{name}_version_current",
            f"{name}_version",
            [key],
            postgresql_where=sa.text("superseded_on is null"),
        )


def downgrade() -> None:
    for name in ("person_version", "unit_version", "person", "unit"):
        op.drop_table(name)


def _unit_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("area", sa.Text, nullable=False),
    ]


def _person_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("roles", ARRAY(sa.Text), nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("line_manager", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
    ]
