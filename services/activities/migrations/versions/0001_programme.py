"""Plans, the sampling frame, samples, activities, moderation, and the own copy of the organisation.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0001"
down_revision = None

TABLES = ("activity", "moderation", "plan", "sample", "child_case", "caseload", "unit", "person")


def upgrade() -> None:
    _activities()
    _programme()
    _frame()
    _organisation()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _activities() -> None:
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("pseudonym", sa.Text),
        sa.Column("identifier", sa.LargeBinary, comment="sealed; for a case that no list has named"),
        sa.Column("auditor", sa.Text, nullable=False),
        sa.Column("practitioner", sa.Text),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("sample_id", sa.Uuid),
        sa.Column("submitted_on", sa.Date),
        sa.Column("overall", sa.Text),
        sa.Column("must_be_moderated", sa.Boolean, nullable=False),
        sa.Column("content", JSONB, comment="the narrative; it never leaves this service"),
        sa.Column("recorded_by", sa.Text, nullable=False),
        _now("recorded_at"),
    )
    op.create_index("activity_pseudonym", "activity", ["pseudonym"])
    op.create_index("activity_auditor", "activity", ["auditor", "month"])
    op.create_index("activity_service", "activity", ["service", "month"])
    op.create_index(
        "activity_awaiting",
        "activity",
        ["activity_id"],
        postgresql_where=sa.text("status = 'submitted' AND kind = 'case_file_audit'"),
    )
    op.create_table(
        "moderation",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("moderator", sa.Text, nullable=False),
        sa.Column("moderated_on", sa.Date, nullable=False),
        sa.Column("original", sa.Text),
        sa.Column("overall", sa.Text),
        sa.Column("domains", JSONB, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        _now("recorded_at"),
        comment="A second judgement beside the first, which it never alters (S11). Its activity has the area.",
    )


def _programme() -> None:
    op.create_table(
        "plan",
        sa.Column("plan_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("target", sa.SmallInteger, nullable=False),
        sa.Column("agreed_by", sa.Text, nullable=False),
    )
    op.create_index("plan_service", "plan", ["service", "month", "kind"], unique=True)
    op.create_table(
        "sample",
        sa.Column("sample_id", sa.Uuid, primary_key=True),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("frame_size", sa.Integer, nullable=False),
        sa.Column("frame_hash", sa.Text, nullable=False),
        sa.Column("excluded", JSONB, nullable=False),
        sa.Column("drawn", JSONB, nullable=False, comment="pseudonyms in the order in which they were drawn"),
        sa.Column("unallocated", JSONB, nullable=False),
        sa.Column("drawn_by", sa.Text, nullable=False),
        _now("drawn_at"),
        comment="What was drawn from what: enough to draw it again. Append-only.",
    )


def _frame() -> None:
    op.create_table(
        "child_case",
        sa.Column("pseudonym", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("identifier", sa.LargeBinary, nullable=False, comment="sealed"),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("strength", sa.SmallInteger, nullable=False),
        sa.Column("source_format", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("age_band", sa.Text, nullable=False),
        sa.Column("sex", sa.Text),
        sa.Column("ethnicity", sa.Text),
        sa.Column("died_on", sa.Date),
        comment="The sampling frame.",
    )
    op.create_index("child_case_place", "child_case", ["area", "service"])
    op.create_table(
        "caseload",
        sa.Column("pseudonym", sa.Text, primary_key=True),
        sa.Column("starts", sa.Date, primary_key=True),
        sa.Column("worker", sa.Text, primary_key=True),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("ends", sa.Date),
        comment="Who held which case in which team, and when.",
    )


def _organisation() -> None:
    op.create_table(
        "unit",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        comment="Own copy of the directory's units.",
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("roles", ARRAY(sa.Text), nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("team", sa.Text),
        sa.Column("line_manager", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        comment="Own copy of who works where: neither names nor addresses.",
    )


def _now(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())
