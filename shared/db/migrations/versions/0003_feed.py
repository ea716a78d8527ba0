"""The event log can be read in order of position, without missing what commits late.

Every statement that adds to the log first takes a shared advisory lock whose key says how many positions were given
out before it: whatever it adds comes after that. Nobody ever waits for such a lock. `event_log_settled()` is the
highest position below which nothing can appear any more: positions given out so far, less those that may belong to a
transaction which holds such a lock. A trigger does it, so that writers of the release before this one do it too.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

KEYS = 0x5169 << 40
"""Advisory locks from here on are announcements; the position is added."""

STATEMENTS = (
    "CREATE INDEX event_log_position ON event_log (position)",
    """CREATE FUNCTION event_log_given_out() RETURNS bigint LANGUAGE sql VOLATILE AS $$
         SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM event_log_position_seq
       $$""",
    f"""CREATE FUNCTION event_log_announce() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         PERFORM pg_advisory_xact_lock_shared({KEYS} + event_log_given_out());
         RETURN NULL;
       END $$""",
    "CREATE TRIGGER event_log_announces BEFORE INSERT ON event_log"
    " FOR EACH STATEMENT EXECUTE FUNCTION event_log_announce()",
    f"""CREATE FUNCTION event_log_settled() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
       DECLARE
         given_out bigint := event_log_given_out();  -- before the locks are looked at: the order is the proof
         announced bigint;
       BEGIN
         SELECT min((classid::bigint << 32 | objid::bigint) - {KEYS}) INTO announced FROM pg_locks
          WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 8 = {KEYS >> 40}
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
         RETURN least(given_out, announced);
       END $$""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER event_log_announces ON event_log")
    op.execute("DROP FUNCTION event_log_settled(), event_log_announce(), event_log_given_out()")
    op.execute("DROP INDEX event_log_position")
