"""Each count of a month's report, counted a second time from the events themselves and in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.reporting.domain.figures import Figures
from services.reporting.domain.vocabulary import AUDIT, GRADES
from shared.contracts.events import activities as told
from shared.contracts.events.actions import ActionEvent
from shared.contracts.events.feedback import FeedbackReceived
from shared.contracts.events.recorded import ActivityRecorded
from tests.unit.reporting.invented import JUNE, MAY, Happening, folded, months
from tests.unit.reporting.test_figures import figures

ENDS = {"2026-05": date(2026, 5, 31), "2026-06": date(2026, 6, 30)}
DAYS_OF_AGE = {"2026-05": (5, 4, 3), "2026-06": (6, 5, 4)}
"""The months whose due dates are 0, 1 and 2 months old."""


def counted(happened: list[Happening]) -> Counter[tuple[str, ...]]:
    """Every count above zero."""
    events = [event for event, *_ in happened]
    judged = {event.activity_id: event for event in events if isinstance(event, told.ActivityModerated)}
    done = {event.activity_id for event in events if isinstance(event, told.ActivitySubmitted)}
    actions = {event.action_id: event for event in events if isinstance(event, ActionEvent)}
    cells: Counter[tuple[str, ...]] = Counter()
    for event in events:
        month = f"{getattr(event, 'month', MAY):%Y-%m}"
        if isinstance(event, told.PlanAgreed):
            for place in (*places(event), f"service:{event.service}"):
                cells[month, "target", event.kind, place] += event.target
        elif isinstance(event, told.ActivityAllocated) and event.activity_id not in done:
            cells.update((month, "outstanding", event.kind, place) for place in places(event))
        elif isinstance(event, told.ActivitySubmitted):
            cells.update((month, *cell) for cell in of_activity(event, judged.get(event.activity_id)))
        elif isinstance(event, told.ActivityModerated):
            step = list(GRADES).index(event.moderated) - list(GRADES).index(event.original)  # type: ignore[arg-type]
            word = ("same", "lower", "higher")[step and (1 if step > 0 else 2)]
            cells.update([(month, "moderated", word), (month, "moderated", "all")])
        elif isinstance(event, ActivityRecorded):
            place = "division" if event.area == "all" else f"area:{event.area}"
            cells.update((month, "recorded", one, event.kind) for one in ("all", place))
        elif isinstance(event, FeedbackReceived):
            cells.update((f"{event.received_on:%Y-%m}", *cell) for cell in of_feedback(event))
    for action in actions.values():
        for month in ENDS:
            cells.update((month, *cell) for cell in of_action(action, month))
    return cells


def places(event: Any) -> list[str]:
    return ["all", f"area:{event.area}"]


def of_activity(event: told.ActivitySubmitted, judged: Any) -> Iterator[tuple[str, ...]]:
    assert event.due_on is not None
    time = "late" if event.submitted_on > event.due_on else "on_time"
    yield "submitted", event.kind, f"service:{event.service}"
    for place in places(event):
        yield "activities", place
        yield "submitted", event.kind, place
        yield "time", event.kind, time, place
        yield "voice", "heard" if event.family_voice == "heard" else "exempt", place
        yield "part", "took_part" if event.practitioner_took_part else "no_part", place
        if event.kind == AUDIT:
            yield "grade", judged.moderated if judged else event.overall, place
    if event.family_voice != "heard":
        yield "exempt", event.family_voice
    if event.overall == "inadequate":
        yield from (("required", "done" if judged else "outstanding"), ("required", "all"))
    for domain, grade in event.domains.items():
        yield from (("domain", domain, str(grade)), ("domain", domain, "all"))


def of_action(action: ActionEvent, month: str) -> Iterator[tuple[str, ...]]:
    opened, due, closed = (
        None if day is None else f"{day:%Y-%m}" for day in (action.opened_on, action.due_on, action.closed_on)
    )
    if opened == month:
        yield from (("priority", action.priority), ("reach", action.reach))
    overdue = action.due_on <= ENDS[month]
    for place in places(action):
        if opened == month:
            yield "opened", place
        if closed == month:
            late = action.closed_on is not None and action.closed_on > action.due_on
            yield from (("closed", place), ("closed_late" if late else "closed_on_time", place))
        if action.opened_on <= ENDS[month] and (action.closed_on is None or action.closed_on > ENDS[month]):
            yield from (("open", place), ("overdue" if overdue else "in_time", place))
            if overdue and place == "all":
                ages = {number: age for age, number in enumerate(DAYS_OF_AGE[month])}
                yield "age", str(ages.get(int(str(due)[5:]), 3))


def of_feedback(event: FeedbackReceived) -> Iterator[tuple[str, ...]]:
    yield from (("feedback", kind, voice) for kind in (event.kind, "all") for voice in (event.voice, "all"))
    if event.rating is not None:
        yield "rated", event.kind
    if event.kind == "complaint":
        yield from (("complaint", str(event.stage), word) for word in (event.outcome or "open", "all"))


@pytest.fixture(params=[1, 2, 3])
def happened(request: pytest.FixtureRequest) -> list[Happening]:
    return months(request.param, audits=60)


@pytest.fixture
def found(happened: list[Happening]) -> Figures:
    return figures(happened)


def test_every_count_is_that_of_the_events(happened: list[Happening], found: Figures) -> None:
    assert {cell: n for cell, n in found.values.items() if n} == dict(counted(happened))


def test_a_month_without_events_has_every_count_at_zero(found: Figures) -> None:
    empty = figures([])
    assert set(empty.values.values()) == {0}
    assert empty.values.keys() == found.values.keys()
    assert (empty.ratings, empty.pairs, empty.facts, empty.events) == ({}, {}, 0, 0)


def test_ratings_are_sums_with_how_many(happened: list[Happening], found: Figures) -> None:
    heard = [event for event, *_ in happened if isinstance(event, FeedbackReceived) and event.rating]
    june = [event.rating for event in heard if event.received_on >= JUNE and event.rating]
    assert found.ratings == {"family_feedback": (sum(june), len(june))}


def test_pairs_are_those_of_the_month_s_moderations(happened: list[Happening], found: Figures) -> None:
    judged = [e for e, *_ in happened if isinstance(e, told.ActivityModerated) and e.month == JUNE]
    assert found.pairs == Counter((event.original, event.moderated) for event in judged)


def test_what_was_counted_is_told_with_it(happened: list[Happening], found: Figures) -> None:
    facts = [fact for fact in folded(happened).values() if fact.month == JUNE]
    assert (found.facts, found.events) == (len(facts), sum(len(fact.events) for fact in facts))


def test_an_action_belongs_to_the_month_in_which_it_was_opened(happened: list[Happening]) -> None:
    facts: dict[UUID, Any] = folded(happened)
    actions = [fact for fact in facts.values() if fact.kind == "action"]
    assert all(fact.month == fact.state.opened_on.replace(day=1) for fact in actions)
