"""What commands share: the embedded PostgreSQL for as long as a command runs, and choosing a service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from shared.runtime.embedded_postgres import AlreadyRunning, EmbeddedPostgres
from shared.runtime.settings import Settings
from shared.runtime.variables import SERVICES

SERVICE = click.Choice(SERVICES)


@contextmanager
def database_server(settings: Settings) -> Iterator[None]:
    """The embedded PostgreSQL where it is used: that of a running ``sightline up``, else one of our own meanwhile."""
    if not settings.embedded:
        yield
        return
    server = EmbeddedPostgres(settings.data)
    try:
        server.start()
    except AlreadyRunning:
        yield
        return
    try:
        server.create_databases(settings.embedded)
        yield
    finally:
        server.stop()
