"""Published reports."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.contracts.registry import Event, event


@event("report.published", version=1, subject="report_id", source="reporting")
class ReportPublished(Event, frozen=True, kw_only=True):
    """A report was frozen; ``digest`` is the SHA-256 of its canonical figures and text."""

    report_id: UUID
    kind: str
    month: date
    digest: str
    published_on: date
