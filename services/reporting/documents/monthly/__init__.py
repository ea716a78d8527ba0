"""The monthly QA report for the Performance and Innovation Board (S35), made of protected figures."""

from __future__ import annotations

from services.reporting.documents.model import Provenance, Report
from services.reporting.documents.monthly import (
    actions,
    changes,
    glance,
    grades,
    moderation,
    notes,
    others,
    reviews,
    themes,
    voices,
    volumes,
)
from services.reporting.documents.monthly.view import View

KIND = "monthly-qa"


def compose(view: View, *, edition: int, notice: str, provenance: Provenance) -> Report:
    """The report in words, tables and charts. Nothing is said that a figure does not say."""
    return Report(
        kind=KIND,
        title="Monthly quality assurance report",
        month=view.figures.month,
        edition=edition,
        audience="Performance and Innovation Board",
        notice=notice,
        sections=(
            glance.section(view),
            changes.section(view),
            volumes.section(view),
            grades.section(view),
            moderation.section(view),
            themes.section(view),
            others.section(view),
            actions.section(view),
            voices.family(view),
            voices.feedback(view),
            reviews.section(view),
            notes.section(view, provenance),
        ),
        provenance=provenance,
    )
