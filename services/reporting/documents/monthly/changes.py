"""What changed since last month, in sentences made of the figures alone."""

from __future__ import annotations

from services.reporting.documents.model import Narrative, Section
from services.reporting.documents.monthly.view import View, said
from services.reporting.domain import vocabulary as say
from services.reporting.domain.figures import ALL

WATCHED = (
    ("Finished case-file audits", ("submitted", say.AUDIT, ALL)),
    ("Finished practice observations", ("submitted", say.OBSERVATION, ALL)),
    ("Opened actions", ("opened", ALL)),
    ("Closed actions", ("closed", ALL)),
    ("Overdue actions at the end of the month", ("overdue", ALL)),
    ("Activities in which the family was heard", ("voice", say.HEARD, ALL)),
    ("Complaints", ("feedback", "complaint", ALL)),
)


def section(view: View) -> Section:
    told, hidden = [], []
    for name, cell in WATCHED:
        counts = said((view.before(*cell), view.count(*cell)))
        if counts is None:
            hidden.append(name[0].lower() + name[1:])
        else:
            told.append(_sentence(name, *counts))
    overdue = _overdue_by_area(view)
    if overdue:
        told.append(overdue)
    if hidden:
        told.append(f"The change cannot be shown for {_and(hidden)}, because a number is withheld.")
    return Section("What changed since last month", (Narrative(tuple(told), listed=True),))


def _sentence(name: str, then: int, now: int) -> str:
    if then == now:
        return f"{name}: {now:,}, as in the month before."
    how = "up" if now > then else "down"
    return f"{name}: {now:,}, {how} from {then:,}."


def _overdue_by_area(view: View) -> str:
    """Names the areas whose overdue actions rose, where both months are shown."""
    risen = []
    for place, name in view.places()[:-1]:
        counts = said((view.before("overdue", place), view.count("overdue", place)))
        if counts and counts[1] > counts[0]:
            risen.append(f"{name} (from {counts[0]:,} to {counts[1]:,})")
    return f"Overdue actions rose in {_and(risen)}." if risen else ""


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
