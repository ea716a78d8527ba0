"""How a report's counts hang together: every total, complement and balance that a reader could subtract with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from services.reporting.domain import vocabulary as say
from services.reporting.domain.organisation import Organisation
from services.reporting.domain.solving import Cell, Equation
from services.reporting.domain.vocabulary import ALL, AUDIT, label


def balances(
    values: Mapping[Cell, int], organisation: Organisation, months: Sequence[date]
) -> tuple[Equation, ...]:
    """The equations of these months' cells; ``months`` follow each other."""
    book = _Book(values, organisation)
    for month in months:
        book.places(label(month))
        book.activities(label(month))
        book.tables(label(month))
    for before, now in pairwise(months):
        book.carried_over(label(before), label(now))
    return tuple(book.equations)


class _Book:
    def __init__(self, values: Mapping[Cell, int], organisation: Organisation) -> None:
        self.equations: list[Equation] = []
        self._areas, self._place = organisation.areas, organisation.place
        self._places = [ALL, *(f"area:{area}" for area in organisation.areas)]
        self._under: dict[Cell, list[Cell]] = defaultdict(list)
        for cell in values:
            for length in range(2, len(cell)):
                self._under[cell[:length]].append(cell)
        self._cells = values

    def _sum(self, whole: Cell, parts: Iterable[Cell]) -> None:
        self.equations.append({whole: 1, **dict.fromkeys(parts, -1)})

    def places(self, m: str) -> None:
        """All areas are the sum of the areas, and an area is the sum of its services."""
        for cell in self._cells:
            if cell[0] == m and cell[-1] == ALL and cell[1] != "target":
                parts = [(*cell[:-1], place) for place in self._places[1:]]
                if parts and parts[0] in self._cells:
                    self._sum(cell, parts)
        for kind in say.KINDS:
            for area, services in self._areas.items():
                parts = [(m, "submitted", kind, self._place(area, one)) for one in services]
                self._sum((m, "submitted", kind, f"area:{area}"), parts)

    def activities(self, m: str) -> None:
        """An activity is an audit or an observation, on time or late, of one grade, heard or exempt."""
        for place in self._places:
            self._sum((m, "activities", place), [(m, "submitted", kind, place) for kind in say.KINDS])
            self._sum((m, "activities", place), self._at((m, "voice"), place))
            self._sum((m, "activities", place), self._at((m, "part"), place))
            self._sum((m, "submitted", AUDIT, place), self._at((m, "grade"), place))
            for kind in say.KINDS:
                self._sum((m, "submitted", kind, place), self._at((m, "time", kind), place))
            self._sum((m, "closed", place), [(m, "closed_on_time", place), (m, "closed_late", place)])
            self._sum((m, "open", place), [(m, "overdue", place), (m, "in_time", place)])

    def tables(self, m: str) -> None:
        """Tables with a total row or column."""
        for what, size in (
            ("domain", 4),
            ("complaint", 4),
            ("feedback", 4),
            ("moderated", 3),
            ("required", 3),
        ):
            for whole in [c for c in self._under[m, what] if len(c) == size and c[-1] == ALL]:
                same = [c for c in self._under[m, what] if c[:-1] == whole[:-1] and c[-1] != ALL]
                self._sum(whole, same)
        for whole in self._under[m, "recorded", ALL]:
            self._sum(whole, [c for c in self._under[m, "recorded"] if c[2] != ALL and c[3] == whole[3]])
        for voice in (*say.VOICES, ALL):
            self._sum((m, "feedback", ALL, voice), [(m, "feedback", kind, voice) for kind in say.FEEDBACK])
        self._sum((m, "feedback", "complaint", ALL), [c for c in self._under[m, "complaint"] if c[-1] == ALL])
        self._sum((m, "voice", "exempt", ALL), self._under[m, "exempt"])
        self._sum((m, "overdue", ALL), self._under[m, "age"])
        self._sum((m, "opened", ALL), self._under[m, "priority"])
        self._sum((m, "opened", ALL), self._under[m, "reach"])

    def carried_over(self, before: str, now: str) -> None:
        """What was open a month ago, and was opened since, is closed since or open now."""
        for place in self._places:
            there, opened = (before, "open", place), (now, "opened", place)
            closed, here = (now, "closed", place), (now, "open", place)
            self.equations.append({there: 1, opened: 1, closed: -1, here: -1})

    def _at(self, start: Cell, place: str) -> list[Cell]:
        return [c for c in self._under[start] if len(c) == len(start) + 2 and c[-1] == place]
