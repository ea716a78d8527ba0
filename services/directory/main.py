"""The directory, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.directory import http, subscriptions, tables, usecases
from services.directory.command import import_organisation
from shared.runtime.service import Job, Service

SERVICE = Service(
    name="directory",
    title="Directory",
    metadata=tables.metadata,
    work=tables.DirectoryWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    jobs=(Job(name="reorganisations of today", every=timedelta(minutes=1), run=usecases.apply_due),),
    commands=(import_organisation,),
)
