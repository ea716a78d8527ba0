"""The monthly figures: every count of a month's report by name, and how the counts hang together.

A count's name is a cell ``(month, what, categories..., place)``; a place is ``all``, ``area:<code>`` or
``service:<code>``. Counts that a report shows in two tables have one name, so disclosure control sees both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.reporting.domain import vocabulary as say
from services.reporting.domain.counting import Key
from services.reporting.domain.disclosure import Cell, Counts, Equation, total
from services.reporting.domain.organisation import Organisation
from services.reporting.domain.vocabulary import AUDIT, month_before, months_between

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One month's counts and the month's before. ``ratings`` are (sum, how many) by kind of feedback;
    ``pairs`` are (auditor's grade, moderator's grade) counts; ``facts`` and ``events`` are what was counted."""

    month: date
    organisation: Organisation
    counts: Counts
    ratings: Mapping[str, tuple[int, int]]
    pairs: Mapping[tuple[str, str], int]
    facts: int
    events: int


def monthly_figures(
    month: date, kept: Sequence[tuple[Key, int]], lives: Sequence[tuple[Key, int]], organisation: Organisation
) -> Figures:
    """The figures of a month.

    Parameters: ``kept`` are the rollups of this month and the month before; ``lives`` those of ``action.life``
    from the month before on.
    """
    both = (month_before(month), month)
    draft = _Draft(organisation)
    for one in both:
        draft.layout(one)
    for key, n in kept:
        draft.take(key, n)
    for key, n in lives:
        for one in both:
            draft.take_life(one, key, n)
    for one in both:
        draft.equate(one)
    # What was open a month ago, and was opened since, is closed since or open now.
    for place in draft.places(services=False):
        before, now = _label(both[0]), _label(month)
        draft.equations.append(
            {
                (before, "open", place): 1,
                (now, "opened", place): 1,
                (now, "closed", place): -1,
                (now, "open", place): -1,
            }
        )
    return Figures(
        month=month,
        organisation=organisation,
        counts=Counts(
            values=draft.values,
            equations=tuple(draft.equations),
            open=frozenset(cell for cell in draft.values if cell[1] == "target"),
        ),
        ratings=draft.ratings.get(month, {}),
        pairs=draft.pairs.get(month, {}),
        facts=draft.facts.get(month, 0),
        events=draft.events.get(month, 0),
    )


def _label(month: date) -> str:
    return f"{month:%Y-%m}"


@dataclass
class _Draft:
    organisation: Organisation
    values: dict[Cell, int] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    ratings: dict[date, dict[str, tuple[int, int]]] = field(default_factory=dict)
    pairs: dict[date, dict[tuple[str, str], int]] = field(default_factory=dict)
    facts: dict[date, int] = field(default_factory=dict)
    events: dict[date, int] = field(default_factory=dict)

    def places(self, *, services: bool) -> list[str]:
        areas = self.organisation.areas
        below = [f"service:{one}" for area in areas for one in areas[area]] if services else []
        return [ALL, *(f"area:{area}" for area in areas), *below]

    def layout(self, month: date) -> None:
        """Every cell of the month, at zero: a report shows zeros."""
        m, values = _label(month), self.values
        for place in self.places(services=True):
            for kind in say.KINDS:
                values |= {(m, "submitted", kind, place): 0, (m, "target", kind, place): 0}
        for place in self.places(services=False):
            values |= {(m, "activities", place): 0}
            values |= {(m, "time", kind, time, place): 0 for kind in say.KINDS for time in say.TIMES}
            values |= {(m, "outstanding", kind, place): 0 for kind in say.KINDS}
            values |= {(m, "grade", grade, place): 0 for grade in (*say.GRADES, say.UNGRADED)}
            values |= {(m, "voice", voice, place): 0 for voice in (say.HEARD, "exempt")}
            values |= {(m, "part", part, place): 0 for part in say.PARTS}
            for what in ("opened", "closed", "closed_on_time", "closed_late", "open", "overdue", "in_time"):
                values[m, what, place] = 0
        values |= {(m, "domain", d, g): 0 for d in say.DOMAINS for g in (*say.GRADES, ALL)}
        values |= {(m, "moderated", outcome): 0 for outcome in (*say.OUTCOMES, ALL)}
        values |= {(m, "required", state): 0 for state in ("done", "outstanding", ALL)}
        values |= {(m, "exempt", code): 0 for code in say.EXEMPTIONS}
        values |= {(m, "age", band): 0 for band in say.AGES}
        values |= {(m, "priority", one): 0 for one in say.PRIORITIES}
        values |= {(m, "reach", one): 0 for one in say.REACHES}
        values |= {(m, "feedback", k, v): 0 for k in (*say.FEEDBACK, ALL) for v in (*say.VOICES, ALL)}
        values |= {(m, "rated", k): 0 for k in say.FEEDBACK}
        values |= {(m, "complaint", s, o): 0 for s in say.STAGES for o in (*say.CONCLUSIONS, ALL)}

    def add(self, n: int, *cells: Cell) -> None:
        for cell in cells:
            self.values[cell] = self.values.get(cell, 0) + n

    def take(self, key: Key, n: int) -> None:
        """Add one rollup to the cells that it belongs to."""
        m, parts = _label(key.month), tuple(key.bucket.split("|"))
        here = (ALL, f"area:{key.area}")
        places = (*here, f"service:{key.service}")
        match key.measure, parts:
            case "plan.target", (kind,):
                self.add(n, *((m, "target", kind, place) for place in places))
            case "activity.submitted", (kind,):
                self.add(n, *((m, "submitted", kind, place) for place in places))
                self.add(n, *((m, "activities", place) for place in here))
            case "activity.outstanding", (kind,):
                self.add(n, *((m, "outstanding", kind, place) for place in here))
            case "activity.timeliness", (kind, time):
                self.add(n, *((m, "time", kind, time, place) for place in here))
            case "grade.final", (kind, grade) if kind == AUDIT:
                self.add(n, *((m, "grade", grade, place) for place in here))
            case "grade.domain", (kind, domain, grade) if kind == AUDIT:
                self.add(n, (m, "domain", domain, grade), (m, "domain", domain, ALL))
            case "family.voice", (_, outcome):
                voice = outcome if outcome == say.HEARD else "exempt"
                self.add(n, *((m, "voice", voice, place) for place in here))
                if voice == "exempt":
                    self.add(n, (m, "exempt", outcome))
            case "practitioner.part", (_, part):
                self.add(n, *((m, "part", part, place) for place in here))
            case "moderation.required", (_, state):
                self.add(n, (m, "required", state), (m, "required", ALL))
            case "moderation.pair", (kind, original, moderated) if kind == AUDIT:
                self.add(n, (m, "moderated", direction(original, moderated)), (m, "moderated", ALL))
                pairs = self.pairs.setdefault(key.month, {})
                pairs[original, moderated] = pairs.get((original, moderated), 0) + n
            case "action.opened", (priority, reach):
                self.add(n, (m, "priority", priority), (m, "reach", reach))
                self.add(n, *((m, "opened", place) for place in here))
            case "feedback.received", (kind, voice):
                self.add(n, *((m, "feedback", k, v) for k in (kind, ALL) for v in (voice, ALL)))
            case "feedback.rating", (kind, rating):
                self.add(n, (m, "rated", kind))
                sums = self.ratings.setdefault(key.month, {})
                before = sums.get(kind, (0, 0))
                sums[kind] = (before[0] + n * int(rating), before[1] + n)
            case "complaint", (stage, outcome):
                self.add(n, (m, "complaint", stage, outcome), (m, "complaint", stage, ALL))
            case "facts", _:
                self.facts[key.month] = self.facts.get(key.month, 0) + n
            case "events", _:
                self.events[key.month] = self.events.get(key.month, 0) + n

    def take_life(self, month: date, key: Key, n: int) -> None:
        """Where actions with this life stood at the end of the month; ``key.month`` is when they were closed."""
        opened_text, due_text, how = key.bucket.split("|")
        opened, due = (date.fromisoformat(f"{text}-01") for text in (opened_text, due_text))
        m, here = _label(month), (ALL, f"area:{key.area}")
        if opened > month or key.month < month:
            return
        if key.month == month:
            timely = "closed_on_time" if how == "on_time" else "closed_late"
            self.add(n, *((m, what, place) for what in ("closed", timely) for place in here))
            return
        state = "overdue" if due <= month else "in_time"
        self.add(n, *((m, what, place) for what in ("open", state) for place in here))
        if state == "overdue":
            self.add(n, (m, "age", str(min(months_between(due, month), 3))))

    def equate(self, month: date) -> None:
        """How the counts of the month hang together."""
        m, cells = _label(month), self.values
        areas = self.organisation.areas
        for cell in [cell for cell in cells if cell[0] == m and cell[-1] == ALL and cell[1] != "target"]:
            parts = [(*cell[:-1], f"area:{area}") for area in areas]
            if parts and parts[0] in cells:
                self.sum(cell, parts)
        for kind in say.KINDS:
            for area, services in areas.items():
                self.sum(
                    (m, "submitted", kind, f"area:{area}"),
                    [(m, "submitted", kind, f"service:{one}") for one in services],
                )
        for place in self.places(services=False):
            self.sum((m, "activities", place), [(m, "submitted", kind, place) for kind in say.KINDS])
            self.sum((m, "activities", place), self._like((m, "voice"), place))
            self.sum((m, "activities", place), self._like((m, "part"), place))
            self.sum((m, "submitted", AUDIT, place), self._like((m, "grade"), place))
            for kind in say.KINDS:
                self.sum((m, "submitted", kind, place), self._like((m, "time", kind), place))
            self.sum((m, "closed", place), [(m, "closed_on_time", place), (m, "closed_late", place)])
            self.sum((m, "open", place), [(m, "overdue", place), (m, "in_time", place)])
        for what, size in (
            ("domain", 4),
            ("complaint", 4),
            ("feedback", 4),
            ("moderated", 3),
            ("required", 3),
        ):
            for cell in [c for c in cells if c[:2] == (m, what) and len(c) == size and c[-1] == ALL]:
                self.sum(cell, [c for c in cells if c[:-1] == cell[:-1] and c[-1] != ALL])
        for voice in (*say.VOICES, ALL):
            self.sum((m, "feedback", ALL, voice), [(m, "feedback", kind, voice) for kind in say.FEEDBACK])
        self.sum((m, "feedback", "complaint", ALL), [c for c in self._start(m, "complaint") if c[-1] == ALL])
        self.sum((m, "voice", "exempt", ALL), self._start(m, "exempt"))
        self.sum((m, "overdue", ALL), self._start(m, "age"))
        self.sum((m, "opened", ALL), self._start(m, "priority"))
        self.sum((m, "opened", ALL), self._start(m, "reach"))

    def sum(self, whole: Cell, parts: Iterable[Cell]) -> None:
        self.equations.append(total(whole, parts))

    def _start(self, *start: str) -> list[Cell]:
        return [cell for cell in self.values if cell[: len(start)] == start]

    def _like(self, start: Cell, place: str) -> list[Cell]:
        return [c for c in self._start(*start) if len(c) == len(start) + 2 and c[-1] == place]


def direction(original: str, moderated: str) -> str:
    """What the moderator did to the grade."""
    order = list(say.GRADES)
    if original not in order or moderated not in order:
        return "uncompared"
    step = order.index(moderated) - order.index(original)
    return "same" if step == 0 else "lower" if step > 0 else "higher"
