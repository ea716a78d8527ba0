"""Messages, the people they go to, and what could not be addressed yet.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("roles", ARRAY(sa.Text), nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("line_manager", sa.Text),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        comment="Our own copy of the directory, from its events.",
    )
    op.create_index("person_roles", "person", ["roles"], postgresql_using="gin")
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("cause", sa.Uuid, nullable=False),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("correlation_id", sa.Text, nullable=False),
        sa.Column("traceparent", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("cause", "person", "topic", name="message_once"),
        comment="A message is its person's, whatever their area. While sending, next_at is when it counts as left.",
    )
    op.create_index("message_own", "message", ["person", "created_at", "id"])
    op.create_index("message_newest", "message", ["created_at", "id"])
    op.create_index("message_due", "message", ["next_at"], postgresql_where=sa.text("state = 'pending'"))
    op.create_index(
        "message_unsettled", "message", ["state", "next_at"], postgresql_where=sa.text("state <> 'sent'")
    )
    op.create_table(
        "unaddressed",
        sa.Column("cause", sa.Uuid, primary_key=True),
        sa.Column("topic", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in (
                "area",
                "to",
                "person",
                "service",
                "subject",
                "body",
                "link",
                "correlation_id",
                "traceparent",
            )
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        comment="What is to be told to somebody whom the directory has not told us of yet.",
    )


def downgrade() -> None:
    for name in ("unaddressed", "message", "person"):
        op.drop_table(name)
