"""What served a month's themes, and what a reader could work out from that by subtraction (S09, S13, S14).

The counts of a theme are cells ``(month, "served", theme, column)`` and, of its audits,
``(month, "served_grade", theme, grade)``. What serves no theme is in no table, and is not to be worked out either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.reporting.domain import vocabulary as say
from services.reporting.domain.facts import Fact, Theme
from services.reporting.domain.organisation import Organisation
from services.reporting.domain.solving import Cell, Equation
from services.reporting.domain.vocabulary import ALL, AUDIT, label

OTHER = "other"
COLUMNS = {**say.KINDS, OTHER: "Other QA activity"}
GRADES = (*say.GRADES, say.UNGRADED)


def cells(m: str, theme: str) -> list[Cell]:
    """The counts of one theme in one month."""
    return [
        *((m, "served", theme, column) for column in COLUMNS),
        *((m, "served_grade", theme, grade) for grade in GRADES),
    ]


def served(m: str, theme: str, kind: str, grade: str) -> list[Cell]:
    """The counts that an activity which serves a theme belongs to."""
    column = kind if kind in say.KINDS else OTHER
    return [(m, "served", theme, column), *([(m, "served_grade", theme, grade)] if kind == AUDIT else [])]


def complements(
    values: Mapping[Cell, int], organisation: Organisation, themes: Iterable[Fact], months: Sequence[date]
) -> tuple[dict[Cell, int], list[Equation]]:
    """What serves no theme, as counts that no table shows, and the equations that bind it to what is shown.

    A regulatory theme is of one service, so its counts are held against those of that service and of its area too.
    """
    regulatory: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in themes:
        if isinstance(fact.state, Theme) and fact.state.kind == "regulatory":
            regulatory[fact.area, fact.service].append(str(fact.id))
    book = _Book(values)
    for month in months:
        m = label(month)
        named = list(dict.fromkeys(cell[2] for cell in values if cell[:2] == (m, "served")))
        if not named:
            continue
        for theme in named:
            grades = [(m, "served_grade", theme, grade) for grade in GRADES]
            book.equations.append({(m, "served", theme, AUDIT): 1, **dict.fromkeys(grades, -1)})
        others = [c for c in values if c[:3] == (m, "recorded", ALL)]
        others += [c for c in values if c[:2] == (m, "external") and c[3] == "reviews"]
        for column in COLUMNS:
            wholes = others if column == OTHER else [(m, "submitted", column, ALL)]
            book.rest((m, "unserved", column, ALL), wholes, [(m, "served", theme, column) for theme in named])
        for grade in GRADES:
            parts = [(m, "served_grade", theme, grade) for theme in named]
            book.rest((m, "unserved_grade", grade, ALL), [(m, "grade", grade, ALL)], parts)
        for (area, service), own in regulatory.items():
            here = [theme for theme in own if theme in named]
            place = organisation.place(area, service)
            for kind in say.KINDS:
                parts = [(m, "served", theme, kind) for theme in here]
                book.rest((m, "unserved", kind, place), [(m, "submitted", kind, place)], parts)
        for area in dict.fromkeys(area for area, _ in regulatory):
            here = [
                one for (where, _), own in regulatory.items() if where == area for one in own if one in named
            ]
            for grade in GRADES:
                parts = [(m, "served_grade", theme, grade) for theme in here]
                place = f"area:{area}"
                book.rest((m, "unserved_grade", grade, place), [(m, "grade", grade, place)], parts)
    return book.values, book.equations


class _Book:
    def __init__(self, shown: Mapping[Cell, int]) -> None:
        self._shown = shown
        self.values: dict[Cell, int] = {}
        self.equations: list[Equation] = []

    def rest(self, rest: Cell, wholes: Sequence[Cell], parts: Sequence[Cell]) -> None:
        """What is left of the wholes without the parts, where both are among the counts."""
        if parts and wholes and all(whole in self._shown for whole in wholes):
            self.values[rest] = sum(self._shown[c] for c in wholes) - sum(self._shown[c] for c in parts)
            self.equations.append({**dict.fromkeys(wholes, 1), **dict.fromkeys((*parts, rest), -1)})
