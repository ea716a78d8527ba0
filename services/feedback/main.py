"""The feedback, composed."""

from __future__ import annotations

from pathlib import Path

from services.feedback import http, subscriptions, tables
from shared.runtime.service import Service

SERVICE = Service(
    name="feedback",
    title="Feedback",
    metadata=tables.metadata,
    work=tables.FeedbackWork,
    migrations=Path(__file__).parent / "migrations",
    blueprints=(http.blp,),
    handlers=subscriptions.HANDLERS,
)
