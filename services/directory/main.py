"""The directory, composed."""

from __future__ import annotations

from pathlib import Path

from services.directory import http, tables
from services.directory.command import import_organisation
from shared.runtime.service import Service

SERVICE = Service(
    name="directory",
    title="Directory",
    metadata=tables.metadata,
    work=tables.DirectoryWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    commands=(import_organisation,),
)
