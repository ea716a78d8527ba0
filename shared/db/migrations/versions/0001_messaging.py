"""The event log, its pending set, the inbox and what could not be handled."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE event_log (
         event_id uuid PRIMARY KEY,
         position bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
         aggregate text NOT NULL,
         sequence integer NOT NULL,
         routing_key text NOT NULL,
         body text NOT NULL,
         recorded_at timestamptz NOT NULL DEFAULT now()
       ) PARTITION BY RANGE (event_id)""",
    "CREATE TABLE event_log_default PARTITION OF event_log DEFAULT",
    """CREATE TABLE outbox_pending (
         position bigint NOT NULL,
         queue text NOT NULL DEFAULT '',
         event_id uuid NOT NULL,
         shard smallint NOT NULL,
         aggregate text NOT NULL,
         attempts smallint NOT NULL DEFAULT 0,
         retry_at timestamptz,
         reason text,
         PRIMARY KEY (position, queue)
       ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
               autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000)""",
    "CREATE INDEX outbox_pending_refused ON outbox_pending (aggregate) WHERE retry_at IS NOT NULL",
    """CREATE TABLE inbox (
         event_id uuid PRIMARY KEY,
         received_at timestamptz NOT NULL DEFAULT now()
       ) PARTITION BY RANGE (event_id)""",
    "CREATE TABLE inbox_default PARTITION OF inbox DEFAULT",
    """CREATE TABLE inbox_failure (
         failure_id uuid PRIMARY KEY,
         state text NOT NULL CHECK (state IN ('retrying', 'parked', 'dropped')),
         type text NOT NULL,
         subject text NOT NULL,
         attempts smallint NOT NULL,
         next_at timestamptz,
         reason text NOT NULL,
         body text NOT NULL,
         first_failed_at timestamptz NOT NULL DEFAULT now(),
         last_failed_at timestamptz NOT NULL DEFAULT now(),
         decided_by text,
         decision text
       )""",
    "CREATE INDEX inbox_failure_due ON inbox_failure (state, next_at)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE inbox_failure, inbox, outbox_pending, event_log")
