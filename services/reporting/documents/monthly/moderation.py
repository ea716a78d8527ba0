"""Moderation: what moderators did to the auditors' grades, and what still waits for them (S11)."""

from __future__ import annotations

from services.reporting.documents.model import Cell, Narrative, Row, Section, Table
from services.reporting.documents.monthly import sentences
from services.reporting.documents.monthly.view import View, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.agreement import ac1
from services.reporting.domain.figures import ALL

ENOUGH = 10
"""Fewer audits than this say nothing about chance-corrected agreement."""


def section(view: View) -> Section:
    lines = [sentences.agreement(view), *_required(view), *_corrected(view)]
    return Section("Moderation", (Narrative(tuple(lines)), _outcomes(view), _waiting(view)))


def _required(view: View) -> list[str]:
    waiting, everything = view.count("required", "outstanding"), view.count("required", ALL)
    if everything == 0:
        return ["No audit of this month had to be moderated."]
    if waiting is None:
        return []
    if waiting == 0:
        return ["Every audit that had to be moderated has been."]
    return [
        f"{sentences.plural(waiting, 'audit that must be moderated is', 'audits that must be moderated are')} waiting."
    ]


def _corrected(view: View) -> list[str]:
    """Gwet's AC1, where every outcome is shown and there are enough audits."""
    shown = said(view.count("moderated", outcome) for outcome in say.OUTCOMES)
    if shown is None or sum(shown[:3]) < ENOUGH or shown[0] == sum(shown[:3]):
        return []
    found = ac1(view.figures.pairs, list(say.GRADES))
    return [
        f"Corrected for chance, the agreement (Gwet's AC1) is {found.value:.2f},"
        f" with a 95% interval from {found.low:.2f} to {found.high:.2f}."
    ]


def _outcomes(view: View) -> Table:
    total = view.count("moderated", ALL)
    rows = [_row(view, name, view.count("moderated", code), total) for code, name in say.OUTCOMES.items()]
    return Table(
        key="moderation",
        title="Moderated audits by what became of the grade",
        stub="Outcome",
        columns=("Audits", "Share"),
        rows=(*rows, _row(view, "All moderated audits", total, total, last=True)),
    )


def _row(view: View, name: str, count: int | None, total: int | None, *, last: bool = False) -> Row:
    cell = Cell("c", mark="c") if count is None else Cell(f"{count:,}", number=count)
    return Row(name, (cell, view.share(count, total)), total=last)


def _waiting(view: View) -> Table:
    total = view.count("required", ALL)
    return Table(
        key="moderation-required",
        title="Audits that must be moderated",
        stub="State",
        columns=("Audits", "Share"),
        rows=(
            _row(view, "Moderated", view.count("required", "done"), total),
            _row(view, "Waiting", view.count("required", "outstanding"), total),
            _row(view, "All that must be moderated", total, total, last=True),
        ),
        note="Every audit that its auditor graded inadequate must be moderated.",
    )
