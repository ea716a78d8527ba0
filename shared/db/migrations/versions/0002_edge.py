"""Answers to repeated commands, and who opened which record."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """CREATE TABLE idempotency (
         principal text NOT NULL,
         key text NOT NULL,
         fingerprint bytea NOT NULL,
         status smallint NOT NULL,
         headers text NOT NULL,
         body bytea NOT NULL,
         created_at timestamptz NOT NULL DEFAULT now(),
         PRIMARY KEY (principal, key)
       )""",
    "CREATE INDEX idempotency_created_at ON idempotency USING brin (created_at)",
    """CREATE TABLE access_log (
         access_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         at timestamptz NOT NULL DEFAULT now(),
         principal text NOT NULL,
         what text NOT NULL,
         key text NOT NULL,
         route text NOT NULL,
         correlation_id text NOT NULL
       )""",
    "CREATE INDEX access_log_key ON access_log (what, key, at)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE access_log, idempotency")
