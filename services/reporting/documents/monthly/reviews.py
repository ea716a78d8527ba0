"""Success and learning reviews: how many were completed (S24, S25)."""

from __future__ import annotations

from services.reporting.documents.model import Row, Section, Table
from services.reporting.documents.monthly.view import View
from services.reporting.domain import vocabulary as say


def section(view: View) -> Section:
    table = Table(
        key="reviews",
        title="Reviews completed in the month",
        stub="Kind",
        columns=("Completed",),
        rows=tuple(Row(name, (view.cell("review", kind),)) for kind, name in say.REVIEWS.items()),
        note="What those involved found stays with them; what others can learn is shared in Sightline.",
    )
    return Section("Success and learning reviews", (table,))
