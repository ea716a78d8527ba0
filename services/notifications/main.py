"""Notifications, composed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.notifications import delivery, http, subscriptions, tables
from shared.runtime.service import Job, Service

SERVICE = Service(
    name="notifications",
    title="Notifications",
    metadata=tables.metadata,
    work=tables.NotificationsWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=http.BLUEPRINTS,
    handlers=subscriptions.HANDLERS,
    jobs=(
        Job(name="send messages", every=timedelta(seconds=5), run=delivery.run),
        Job(name="find the people", every=timedelta(minutes=1), run=delivery.address),
        Job(name="list what is uncertain", every=timedelta(minutes=1), run=delivery.reconcile),
    ),
)
