"""The independent chairs' oversight, quarter by quarter (S16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from services.activities.domain.part import Beside, Part
from shared.contracts.errors import Invalid

Stage = Literal["informal", "formal"]
STAGES: tuple[str, ...] = get_args(Stage)
STARTS = (1, 4, 7, 10)
"""The months that quarters begin with, of the calendar as of the council's year."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen in several cases."""

    theme: str
    cases: int
    text: str = ""


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """A dispute that a chair took up with the child's service, and whether it is resolved."""

    subject: str
    stage: Stage
    resolved: bool
    text: str = ""


class Oversight(Part, frozen=True, kw_only=True):
    """One chair's quarter; ``quarter`` is the first day of it, ``cases`` how many were looked at."""

    quarter: date
    cases: int
    themes: tuple[Theme, ...] = ()
    escalations: tuple[Escalation, ...] = ()

    def ensure(self, beside: Beside) -> None:
        """Raises Invalid: a month that begins no quarter, one that has not begun, a theme of more cases than all."""
        wrong = {
            f"details.themes.{n}.cases": ["is more than were looked at"]
            for n, one in enumerate(self.themes)
            if one.cases > self.cases
        }
        if self.quarter.month not in STARTS:
            wrong["details.quarter"] = ["begins in January, April, July or October"]
        elif self.quarter > beside.completed_on:
            wrong["details.quarter"] = ["had not begun"]
        if beside.cases > self.cases:
            wrong["details.cases"] = [f"{beside.cases} cases are named"]
        if wrong:
            raise Invalid(fields=wrong)


def summary(quarter: date, told: Iterable[tuple[str, Oversight]]) -> dict[str, Any]:
    """A quarter of all chairs together, themes of most cases first; ``told`` are chairs and what they wrote."""
    chairs, cases = set(), 0
    themes: Counter[str] = Counter()
    stages = {stage: {"escalations": 0, "resolved": 0} for stage in STAGES}
    for chair, one in told:
        chairs.add(chair)
        cases += one.cases
        for theme in one.themes:
            themes[theme.theme] += theme.cases
        for escalation in one.escalations:
            stages[escalation.stage]["escalations"] += 1
            stages[escalation.stage]["resolved"] += escalation.resolved
    return {
        "quarter": quarter,
        "chairs": len(chairs),
        "cases": cases,
        "themes": [
            {"theme": name, "cases": n}
            for name, n in sorted(themes.items(), key=lambda one: (-one[1], one[0]))
        ],
        "escalations": [{"stage": stage, **counts} for stage, counts in stages.items()],
    }
