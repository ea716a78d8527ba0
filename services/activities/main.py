"""The activities service, composed."""

from __future__ import annotations

from pathlib import Path

from services.activities import http, subscriptions, tables
from services.activities.imports.audits_command import import_audits
from services.activities.imports.command import import_cases
from shared.runtime.service import Service

SERVICE = Service(
    name="activities",
    title="Activities",
    metadata=tables.metadata,
    work=tables.ActivitiesWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    commands=(import_cases, import_audits),
)
