"""At a glance: the month on one page."""

from __future__ import annotations

from services.reporting.documents.model import Cell, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import KEEP_APART, View, number
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL

HEADLINES = (
    ("Case-file audits planned", ("target", say.AUDIT, ALL)),
    ("Case-file audits finished", ("submitted", say.AUDIT, ALL)),
    ("Practice observations planned", ("target", say.OBSERVATION, ALL)),
    ("Practice observations finished", ("submitted", say.OBSERVATION, ALL)),
    ("Audits finished on time", ("time", say.AUDIT, "on_time", ALL)),
    ("Audits moderated", ("moderated", ALL)),
    ("Audits still to be moderated that must be", ("required", "outstanding")),
    ("Actions opened", ("opened", ALL)),
    ("Actions closed", ("closed", ALL)),
    ("Actions open at the end of the month", ("open", ALL)),
    ("Actions overdue at the end of the month", ("overdue", ALL)),
    ("Activities in which the family was heard", ("voice", say.HEARD, ALL)),
    ("Pieces of feedback received", ("feedback", ALL, ALL)),
    ("Complaints received", ("feedback", "complaint", ALL)),
)


def section(view: View) -> Section:
    lines = (
        sentences.finished(view, say.AUDIT),
        sentences.finished(view, say.OBSERVATION),
        sentences.good_or_better(view),
        sentences.agreement(view),
        sentences.flow(view),
        sentences.heard(view),
        sentences.received(view),
    )
    rows = tuple(
        Row(label, (view.cell(*cell), number(view.before(*cell)), _change(view, cell)))
        for label, cell in HEADLINES
    )
    table = Table(
        key="headlines",
        title=f"Main figures, {view.month} and {view.last_month}",
        stub="Measure",
        columns=(view.month, view.last_month, "Change"),
        rows=rows,
    )
    return Section("At a glance", (Narrative(lines, listed=True), table))


def _change(view: View, cell: tuple[str, ...]) -> Cell:
    now, then = view.count(*cell), view.before(*cell)
    if now is None or then is None:
        return KEEP_APART
    step = now - then
    return Cell("0" if step == 0 else f"{step:+,}".replace("-", "\N{MINUS SIGN}"), number=step)
