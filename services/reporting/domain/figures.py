"""The monthly figures: every count of a month's report by name.

A count's name is a cell ``(month, what, categories..., place)``; a place is ``all``, ``area:<code>`` or
``service:<code>``, with ``@<area>`` behind it where a service moved from one area to another. Counts that a report
shows in two tables have one name, so disclosure control sees both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from services.reporting.domain import themes
from services.reporting.domain import vocabulary as say
from services.reporting.domain.balances import balances
from services.reporting.domain.counting import Key
from services.reporting.domain.disclosure import Cell, Counts
from services.reporting.domain.facts import Fact, Theme
from services.reporting.domain.organisation import Organisation
from services.reporting.domain.vocabulary import ALL, AUDIT, label, month_before, months_between

__all__ = ["ALL", "Figures", "monthly_figures"]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One month's counts and the month's before. ``ratings`` are (sum, how many) by kind of feedback;
    ``pairs`` are (auditor's grade, moderator's grade) counts; ``facts`` and ``events`` are what was counted;
    ``themes`` are those of either month."""

    month: date
    organisation: Organisation
    values: Mapping[Cell, int]
    ratings: Mapping[str, tuple[int, int]]
    pairs: Mapping[tuple[str, str], int]
    facts: int
    events: int
    themes: Sequence[Fact] = ()

    @cached_property
    def counts(self) -> Counts:
        """The counts as disclosure control takes them: with all that binds them together."""
        months = (month_before(self.month), self.month)
        rest, sums = themes.complements(self.values, self.organisation, self.themes, months)
        return Counts(
            values={**self.values, **rest},
            equations=(*balances(self.values, self.organisation, months), *sums),
            open=frozenset(cell for cell in self.values if cell[1] in ("target", "external", "accuracy")),
            hidden=frozenset(rest),
        )


def monthly_figures(
    month: date,
    kept: Sequence[tuple[Key, int]],
    lives: Sequence[tuple[Key, int]],
    organisation: Organisation,
    known: Sequence[Fact] = (),
) -> Figures:
    """The figures of a month.

    Parameters: ``kept`` are the rollups of this month and the month before; ``lives`` those of ``action.life``
    from the month before on; ``known`` are the themes of both months.
    """
    both = (month_before(month), month)
    draft = _Draft(organisation)
    for one in both:
        draft.layout(one)
        draft.themes(one, known)
    for key, n in kept:
        draft.take(key, n)
    for key, n in lives:
        for one in both:
            draft.take_life(one, key, n)
    return Figures(
        month=month,
        organisation=organisation,
        values=draft.values,
        ratings=draft.ratings.get(month, {}),
        pairs=draft.pairs.get(month, {}),
        facts=draft.facts.get(month, 0),
        events=draft.events.get(month, 0),
        themes=known,
    )


@dataclass
class _Draft:
    organisation: Organisation
    values: dict[Cell, int] = field(default_factory=dict)
    ratings: dict[date, dict[str, tuple[int, int]]] = field(default_factory=dict)
    pairs: dict[date, dict[tuple[str, str], int]] = field(default_factory=dict)
    facts: dict[date, int] = field(default_factory=dict)
    events: dict[date, int] = field(default_factory=dict)

    def places(self, *, services: bool) -> list[str]:
        areas = self.organisation.areas
        below = [self.organisation.place(area, one) for area in areas for one in areas[area]]
        return [ALL, *(f"area:{area}" for area in areas), *(below if services else ())]

    def layout(self, month: date) -> None:
        """Every cell of the month, at zero: a report shows zeros."""
        m, values = label(month), self.values
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
        for kind in say.RECORDED:
            self.recorded(m, kind)
        values |= {(m, "domain", d, g): 0 for d in say.DOMAINS for g in (*say.GRADES, ALL)}
        values |= {(m, "moderated", outcome): 0 for outcome in (*say.OUTCOMES, ALL)}
        values |= {(m, "required", state): 0 for state in ("done", "outstanding", ALL)}
        values |= {(m, "exempt", code): 0 for code in say.EXEMPTIONS}
        values |= {(m, "age", band): 0 for band in say.AGES}
        values |= {(m, "priority", one): 0 for one in say.PRIORITIES}
        values |= {(m, "reach", one): 0 for one in say.REACHES}
        values |= {(m, "feedback", k, v): 0 for k in (*say.FEEDBACK, ALL) for v in (*say.VOICES, ALL)}
        values |= {(m, "rated", k): 0 for k in say.FEEDBACK}
        values |= {(m, "review", kind): 0 for kind in say.REVIEWS}
        values |= {(m, "complaint", s, o): 0 for s in say.STAGES for o in (*say.CONCLUSIONS, ALL)}

    def themes(self, month: date, known: Iterable[Fact]) -> None:
        """The cells of the month's themes."""
        for fact in known:
            if isinstance(fact.state, Theme) and fact.state.of(month):
                self.add(0, *themes.cells(label(month), str(fact.id)))

    def recorded(self, m: str, kind: str) -> None:
        """The cells of a kind of recorded activity, which may be one that this release has no name for."""
        self.add(0, *((m, "recorded", place, kind) for place in (*self.places(services=False), say.DIVISION)))

    def add(self, n: int, *cells: Cell) -> None:
        for cell in cells:
            self.values[cell] = self.values.get(cell, 0) + n

    def take(self, key: Key, n: int) -> None:
        """Add one rollup to the cells that it belongs to."""
        m, parts = label(key.month), tuple(key.bucket.split("|"))
        here = (ALL, f"area:{key.area}")
        places = (*here, self.organisation.place(key.area, key.service))
        match key.measure, parts:
            case "plan.target", (kind,):
                self.add(n, *((m, "target", kind, place) for place in places))
            case "activity.submitted", (kind, time, outcome, part):
                voice = outcome if outcome == say.HEARD else "exempt"
                self.add(n, *((m, "submitted", kind, place) for place in places))
                for place in here:
                    self.add(
                        n,
                        (m, "activities", place),
                        (m, "time", kind, time, place),
                        (m, "voice", voice, place),
                        (m, "part", part, place),
                    )
                if voice == "exempt":
                    self.add(n, (m, "exempt", outcome))
            case "activity.outstanding", (kind,):
                self.add(n, *((m, "outstanding", kind, place) for place in here))
            case "activity.recorded", (kind,) if kind != say.EXTERNAL:
                self.recorded(m, kind)
                place = say.DIVISION if key.area == ALL else f"area:{key.area}"
                self.add(n, (m, "recorded", ALL, kind), (m, "recorded", place, kind))
            case "theme.served", (theme, kind, grade):
                self.add(0, *themes.cells(m, theme))
                self.add(n, *themes.served(m, theme, kind, grade))
            case "external.review", (_, title, what):
                self.add(0, *((m, "external", title, each) for each in say.REGISTER))
                self.add(n, (m, "external", title, what))
            case "data.accuracy", (tested, what):
                self.add(0, *((m, "accuracy", tested, each) for each in say.TESTED))
                self.add(n, (m, "accuracy", tested, what))
            case "grade.overall", (kind, _, grade, must):
                if kind == AUDIT:
                    self.add(n, *((m, "grade", grade, place) for place in here))
                if must != "not_required":
                    self.add(n, (m, "required", must), (m, "required", ALL))
            case "grade.domain", (kind, domain, grade) if kind == AUDIT:
                self.add(n, (m, "domain", domain, grade), (m, "domain", domain, ALL))
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
            case "review.completed", (kind,):
                self.add(n, (m, "review", kind))
            case "facts", (_, events):
                self.facts[key.month] = self.facts.get(key.month, 0) + n
                self.events[key.month] = self.events.get(key.month, 0) + n * int(events)

    def take_life(self, month: date, key: Key, n: int) -> None:
        """Where actions with this life stood at the end of the month; ``key.month`` is when they were closed."""
        opened_text, due_text, how = key.bucket.split("|")
        opened, due = (date.fromisoformat(f"{text}-01") for text in (opened_text, due_text))
        m, here = label(month), (ALL, f"area:{key.area}")
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


def direction(original: str, moderated: str) -> str:
    """What the moderator did to the grade."""
    order = list(say.GRADES)
    if original not in order or moderated not in order:
        return "uncompared"
    step = order.index(moderated) - order.index(original)
    return "same" if step == 0 else "lower" if step > 0 else "higher"
