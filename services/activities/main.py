"""The activities service, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.activities import http, subscriptions, tables, usecases
from services.activities.imports.audits_command import import_audits
from services.activities.imports.command import import_cases
from shared.runtime.service import Job, Service

SERVICE = Service(
    name="activities",
    title="Activities",
    metadata=tables.metadata,
    work=tables.ActivitiesWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    jobs=(
        Job(name="drafts", every=timedelta(hours=1), run=usecases.sweep_drafts),
        Job(name="rules to tell", every=timedelta(hours=1), run=usecases.tell_rules),
        Job(name="work held", every=timedelta(minutes=5), run=usecases.tell_held),
    ),
    commands=(import_cases, import_audits),
)
