"""The year's main figures, added up from reporting's months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from shared.demo.bodies import Json
from shared.demo.client import Client
from shared.demo.months import Month
from shared.demo.verdict import REPORTING

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
FEEDBACK = {
    "family_feedback": "from families",
    "compliment": "compliments",
    "complaint": "complaints",
    "partner_feedback": "from partners",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: str


def figures_of(client: Client, person: str, months: Iterable[Month]) -> dict[Month, Json]:
    """Reporting's own figures of each month."""
    return {month: client.get(person, f"{REPORTING}/figures", month=month.code).body for month in months}


def main_figures(months: Sequence[Json]) -> list[Figure]:
    """One table out of the months' figures; what is open or overdue is as at the end of the last."""
    n = _total(month["headlines"] for month in months)
    grades = _total(month["grades"] for month in months)
    moderated = _total(
        {way: month["moderation"][way] for way in ("same", "lower", "higher")} for month in months
    )
    feedback = _total(month["feedback"] for month in months)
    end = months[-1]["headlines"]
    graded = sum(grades[grade] for grade in GRADES)
    due, voices = n["audits_on_time"] + n["audits_late"], n["families_heard"] + n["families_exempt"]
    return [
        Figure("Case-file audits", f"{n['audits_finished']} of {n['audits_planned']} planned"),
        Figure("  on time, of those drawn in a sample", _share(n["audits_on_time"], due)),
        *(
            Figure(f"  {name} after moderation", _share(grades[grade], graded))
            for grade, name in GRADES.items()
        ),
        Figure(
            "Practice observations", f"{n['observations_finished']} of {n['observations_planned']} planned"
        ),
        Figure("Audits moderated", f"{moderated.total()}"),
        Figure("  grade agreed", _share(moderated["same"], moderated.total())),
        Figure("  grade lowered, raised", f"{moderated['lower']}, {moderated['higher']}"),
        Figure("Actions opened", f"{n['actions_opened']}"),
        Figure("  closed", f"{n['actions_closed']}"),
        Figure("  closed on time", _share(n["actions_closed_on_time"], n["actions_closed"])),
        Figure("  open at the end, overdue among them", f"{end['actions_open']}, {end['actions_overdue']}"),
        Figure("Family's voice heard", _share(n["families_heard"], voices)),
        Figure("Feedback", f"{n['feedback_received']}"),
        *(Figure(f"  {name}", f"{feedback[kind]}") for kind, name in FEEDBACK.items()),
    ]


def table(title: str, figures: Iterable[Figure]) -> Table:
    shown = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, show_header=False)
    shown.add_column()
    shown.add_column(justify="right")
    for figure in figures:
        shown.add_row(figure.name, figure.value)
    return shown


def _total(counts: Iterable[Json]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"
