"""What one fact adds to the rollups. Every figure of every report is a sum of these.

Rollups are kept by difference: what a fact adds now less what it added before. The nightly recount adds them all
up anew and must come to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from services.reporting.domain.facts import (
    ANYWHERE,
    Action,
    Activity,
    Adjudicated,
    Fact,
    Feedback,
    Notification,
    Plan,
    Recorded,
    Review,
    Submitted,
)

SERVED = "theme.served"
"""Activities by the theme that they serve, their kind, and the grade that stands."""
OPEN = date(2999, 12, 1)
"""The closing month of an action that is still open: after every other."""


class Key(NamedTuple):
    """Where a count is kept. ``bucket`` holds the measure's categories, separated by bars."""

    month: date
    area: str
    service: str
    measure: str
    bucket: str


Place = tuple[date, str, str]
Counts = dict[tuple[str, str], int]
Totals = dict[Place, Counts]
Count = tuple[date, str, str, str, str, int]
"""A key's fields and its count."""


def tally(fact: Fact, totals: Totals, sign: int = 1) -> None:
    """Add a fact to the totals, or with ``sign=-1`` take it out again."""
    add, state = _Adder(totals, sign), fact.state
    add.one(add.at(fact.month, fact.area, fact.service), "facts", f"{fact.kind}|{len(fact.events)}")
    if isinstance(state, Activity):
        _activity(state, add)
    elif isinstance(state, Action):
        _action(state, add)
    elif isinstance(state, Feedback):
        _feedback(state, add)
    elif isinstance(state, Plan):
        add.one(add.at(state.month, state.area, state.service), "plan.target", state.kind, state.target)
    elif isinstance(state, Review):
        month = state.completed_on.replace(day=1)
        add.one(add.at(month, state.area, state.service), "review.completed", state.kind)
    elif isinstance(state, Recorded):
        _recorded(state, add)
    elif isinstance(state, Notification):
        month = state.sent_on.replace(day=1)
        add.one(add.at(month, state.area, ANYWHERE), "notification.sent", f"{state.topic}|{state.channel}")


def contributions(fact: Fact) -> Counter[Key]:
    """All that one fact adds to the rollups."""
    return recount([fact])


def recount(facts: Iterable[Fact]) -> Counter[Key]:
    """The rollups as these facts say they should be."""
    totals: Totals = {}
    for fact in facts:
        tally(fact, totals)
    return Counter({Key(*row[:5]): row[5] for row in flat(totals)})


def flat(totals: Totals) -> list[Count]:
    """The totals that are not zero, in the order in which every writer takes them, so that two never deadlock."""
    return [
        (*place, *what, totals[place][what])
        for place in sorted(totals)
        for what in sorted(totals[place])
        if totals[place][what] != 0
    ]


def month_of_facts(key: Key) -> date:
    """The month of the facts under a count: an action's is that of its opening, wherever its life is kept."""
    if key.measure == "action.life":
        return date.fromisoformat(f"{key.bucket[:7]}-01")
    return key.month


class _Adder:
    __slots__ = ("sign", "totals")

    def __init__(self, totals: Totals, sign: int) -> None:
        self.totals, self.sign = totals, sign

    def at(self, month: date, area: str, service: str) -> Counts:
        place = (month, area, service)
        counts = self.totals.get(place)
        if counts is None:
            counts = self.totals[place] = {}
        return counts

    def one(self, counts: Counts, measure: str, bucket: str, n: int = 1) -> None:
        key = (measure, bucket)
        counts[key] = counts.get(key, 0) + self.sign * n


def _activity(state: Activity, add: _Adder) -> None:
    allocated, submitted, moderated = state.allocated, state.submitted, state.moderated
    if state.withdrawn is not None:
        gone = state.withdrawn
        here = add.at(gone.month, gone.area, gone.service)
        add.one(here, "activity.withdrawn", f"{gone.kind}|{gone.reason}")
    elif allocated is not None:
        here = add.at(allocated.month, allocated.area, allocated.service)
        add.one(here, "activity.allocated", allocated.kind)
        if submitted is None:
            add.one(here, "activity.outstanding", allocated.kind)
    if submitted is not None:
        final = submitted.overall
        if moderated is not None and moderated.moderated is not None:
            final = moderated.moderated
        if state.adjudicated is not None:
            final = state.adjudicated.adjudicated
        _submission(submitted, final, moderated is not None, add)
    if moderated is not None:
        here = add.at(moderated.month, moderated.area, moderated.service)
        pair = f"{moderated.original or 'ungraded'}|{moderated.moderated or 'ungraded'}"
        add.one(here, "moderation.pair", f"{moderated.kind}|{pair}")
    if state.adjudicated is not None:
        _adjudication(state.adjudicated, add)


def _adjudication(part: Adjudicated, add: _Adder) -> None:
    here = add.at(part.month, part.area, part.service)
    three = f"{part.original or 'ungraded'}|{part.moderated or 'unmoderated'}|{part.adjudicated}"
    add.one(here, "adjudication.outcome", f"{part.kind}|{part.because}|{three}")


def _submission(part: Submitted, final: str | None, moderated: bool, add: _Adder) -> None:
    # Few rows with several categories each: every row is written once per event, and read only twelve times a year.
    here, one, kind = add.at(part.month, part.area, part.service), add.one, part.kind
    due = part.due_on
    time = "no_due_date" if due is None else "on_time" if part.submitted_on <= due else "late"
    took = "took_part" if part.took_part else "no_part"
    one(here, "activity.submitted", f"{kind}|{time}|{part.family_voice}|{took}")
    must = ("done" if moderated else "outstanding") if part.must_be_moderated else "not_required"
    one(here, "grade.overall", f"{kind}|{part.overall or 'ungraded'}|{final or 'ungraded'}|{must}")
    if part.theme is not None:
        one(here, SERVED, f"{part.theme}|{kind}|{final or 'ungraded'}")
    for domain, grade in part.domains.items():
        one(here, "grade.domain", f"{kind}|{domain}|{grade}")


def _recorded(state: Recorded, add: _Adder) -> None:
    here = add.at(state.month, state.area, state.service)
    if state.withdrawn is not None:
        add.one(here, "activity.withdrawn", f"{state.kind}|{state.withdrawn}")
        return
    add.one(here, "activity.recorded", state.kind)
    if state.theme is not None:
        add.one(here, SERVED, f"{state.theme}|{state.kind}|ungraded")
    for found in state.accuracy:
        add.one(here, "data.accuracy", f"{found.field}|checked", found.checked)
        add.one(here, "data.accuracy", f"{found.field}|differing", found.differing)
    if review := state.external:
        for what, n in (
            ("reviews", 1),
            ("findings", review.findings),
            ("recommendations", review.recommendations),
        ):
            add.one(here, "external.review", f"{review.type}|{review.title}|{what}", n)


def _action(state: Action, add: _Adder) -> None:
    opened, due = state.opened_on.replace(day=1), state.due_on.replace(day=1)
    add.one(add.at(opened, state.area, state.service), "action.opened", f"{state.priority}|{state.reach}")
    # Whether an action was open or overdue at a month's end needs months only: opened, due, closed. Kept under
    # the month of closing, open ones last, a report need not read what was closed before its month.
    if state.closed_on is None:
        closed, how = OPEN, "open"
    else:
        # A closing date before the opening would leave the months' balances not adding up.
        closed = max(state.closed_on.replace(day=1), opened)
        how = "on_time" if state.closed_on <= state.due_on else "late"
    add.one(add.at(closed, state.area, state.service), "action.life", f"{opened:%Y-%m}|{due:%Y-%m}|{how}")


def _feedback(state: Feedback, add: _Adder) -> None:
    here = add.at(state.received_on.replace(day=1), state.area, state.service)
    add.one(here, "feedback.received", f"{state.kind}|{state.voice}")
    if state.rating is not None:
        add.one(here, "feedback.rating", f"{state.kind}|{state.rating}")
    if state.kind == "complaint":
        stage = "unstaged" if state.stage is None else state.stage
        add.one(here, "complaint", f"{stage}|{state.outcome or 'open'}")
