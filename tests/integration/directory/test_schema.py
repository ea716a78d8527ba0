"""The migrations make the tables that the code uses, and can be undone."""

from __future__ import annotations

from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.directory.main import SERVICE
from shared.db.database import Database
from shared.db.migrate import downgrade, upgrade


def test_the_migrations_and_the_tables_agree(database: Callable[..., Database]) -> None:
    ours = set(SERVICE.metadata.tables)
    with database("directory").engine.connect() as connection:
        options = {
            "include_object": lambda item, name, kind, reflected, other: (
                (item.table.name if kind in ("index", "column") else name) in ours
            )
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SERVICE.metadata) == []


def test_up_down_up(database: Callable[..., Database]) -> None:
    made = database("directory")
    downgrade(made, SERVICE.migrations)
    upgrade(made, SERVICE.migrations)
