"""Bring a database to the schema of this release: the shared tables first, then the service's own."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from shared.db.database import Database
from shared.db.partitions import ensure_partitions

SHARED = Path(__file__).parent / "migrations"
SHARED_VERSIONS, OWN_VERSIONS = "shared_version", "service_version"
LOCK = 0x51_67_68_74


def upgrade(database: Database, migrations: Path) -> None:
    """Migrate to head, one process at a time; does nothing when there is nothing to do."""
    with database.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        _move(connection, SHARED, SHARED_VERSIONS, "head")
        _move(connection, migrations, OWN_VERSIONS, "head")
        ensure_partitions(connection)


def downgrade(database: Database, migrations: Path, revision: str = "base") -> None:
    """Take the service's own tables back to a revision; the shared tables stay."""
    with database.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _move(connection, migrations, OWN_VERSIONS, revision, down=True)


def at_head(database: Database, migrations: Path) -> bool:
    """Whether the schema is that of this release."""
    with database.engine.connect() as connection:
        return all(
            MigrationContext.configure(connection, opts={"version_table": table}).get_current_revision()
            == _script(path).get_current_head()
            for path, table in ((SHARED, SHARED_VERSIONS), (migrations, OWN_VERSIONS))
        )


def _script(path: Path) -> ScriptDirectory:
    return ScriptDirectory(str(path), version_locations=[str(path / "versions")])


def _move(connection: Connection, path: Path, table: str, revision: str, *, down: bool = False) -> None:
    script = _script(path)

    def steps(current, context):  # type: ignore[no-untyped-def]
        step = script._downgrade_revs if down else script._upgrade_revs
        return step(revision, current)

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection, version_table=table)
        environment.run_migrations()
