"""The sentences and dates that every writer prints alike."""

from __future__ import annotations

from datetime import datetime

from services.reporting.documents.model import Imprint, Report

LEGEND = "c: withheld, so that no person can be recognised. z: not applicable."


def when(moment: datetime) -> str:
    return f"{moment:%-d %B %Y, %H:%M} UTC"


def subtitle(report: Report) -> str:
    return f"{report.month:%B %Y}"


def standing(report: Report, imprint: Imprint) -> str:
    """Draft or published, and which edition."""
    edition = (
        "" if report.edition == 1 else f", edition {report.edition}, in place of edition {report.edition - 1}"
    )
    if imprint.status == "published" and imprint.published_at is not None:
        return f"Published {when(imprint.published_at)}{edition}"
    return f"Draft{edition}: not for circulation"


def colophon(report: Report, imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """What the report says of itself, as pairs."""
    return (
        ("For", report.audience),
        ("Month", subtitle(report)),
        ("Status", standing(report, imprint)),
        ("Made", f"{when(report.provenance.made_at)} by {report.provenance.made_by}"),
        ("Counted from", f"{report.provenance.events:,} events about {report.provenance.facts:,} records"),
        ("SHA-256 of figures and text", imprint.digest),
    )
