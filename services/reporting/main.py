"""Reporting, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.reporting import http, subscriptions, tables
from services.reporting.usecases import checking, projecting
from shared.runtime.service import Job, Service

SERVICE = Service(
    name="reporting",
    title="Reporting",
    metadata=tables.metadata,
    work=tables.ReportingWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    jobs=(Job(name="recount rollups", every=timedelta(days=1), run=checking.check_nightly),),
    reset=projecting.reset,
)
