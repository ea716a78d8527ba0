"""The actions, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.actions import http, subscriptions, tables, usecases
from shared.runtime.service import Job, Service

SERVICE = Service(
    name="actions",
    title="Actions",
    metadata=tables.metadata,
    work=tables.ActionsWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    jobs=(
        Job(name="overdue sweep", every=timedelta(hours=1), run=usecases.sweep_today),
        Job(name="work held", every=timedelta(minutes=5), run=usecases.tell_held),
    ),
)
