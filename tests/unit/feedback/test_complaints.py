"""Complaints have a stage, a clock and an outcome (S32); nothing else has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.feedback.domain import (
    KINDS,
    AlreadyConcluded,
    ComplaintsOnly,
    ConcludedBeforeReceived,
    Feedback,
    clock_of,
)
from tests.unit.feedback.builders import RECEIVED, said

DAY = timedelta(days=1)


def concluded(complaint: Feedback, on: date) -> Feedback:
    return complaint.conclude("partly_upheld", on=on, by="P0030", learning="Ring back the same day")


@pytest.mark.parametrize(
    ("stage", "due_on", "latest_on"),
    [(1, date(2026, 3, 16), date(2026, 3, 30)), (2, date(2026, 4, 8), date(2026, 6, 5))],
)
def test_each_stage_has_its_working_days(stage: int, due_on: date, latest_on: date) -> None:
    complaint = said("complaint", stage=stage)
    assert (complaint.due_on, complaint.latest_on) == (due_on, latest_on)


def test_a_panel_agrees_its_own_date() -> None:
    panel = said("complaint", stage=3)
    assert clock_of(3, RECEIVED) is None
    assert (panel.due_on, panel.latest_on, panel.clock(RECEIVED)) == (None, None, None)


def test_a_complaint_starts_at_stage_1() -> None:
    assert said("complaint").stage == 1


def test_a_complaint_is_in_time_then_extended_then_late() -> None:
    complaint = said("complaint")
    assert complaint.due_on is not None
    assert complaint.latest_on is not None
    assert complaint.clock(complaint.due_on) == "in_time"
    assert complaint.clock(complaint.due_on + DAY) == "extended"
    assert complaint.clock(complaint.latest_on) == "extended"
    assert complaint.clock(complaint.latest_on + DAY) == "late"


def test_the_clock_stops_at_the_conclusion() -> None:
    done = concluded(said("complaint"), date(2026, 3, 16))
    assert done.clock(date(2027, 1, 1)) == "in_time"


def test_before_it_was_concluded_the_clock_stood_where_it_stood() -> None:
    late = concluded(said("complaint"), date(2026, 5, 1))
    assert late.clock(date(2026, 3, 17)) == "extended"


def test_a_conclusion_keeps_the_outcome_who_gave_it_and_what_was_learned() -> None:
    done = concluded(said("complaint"), date(2026, 3, 10))
    assert (done.outcome, done.concluded_on, done.concluded_by, done.learning) == (
        "partly_upheld",
        date(2026, 3, 10),
        "P0030",
        "Ring back the same day",
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "complaint"])
def test_only_a_complaint_is_upheld_or_not(kind: str) -> None:
    with pytest.raises(ComplaintsOnly):
        concluded(said(kind), date(2026, 3, 10))


def test_an_outcome_is_given_once() -> None:
    with pytest.raises(AlreadyConcluded):
        concluded(concluded(said("complaint"), RECEIVED), RECEIVED + DAY)


def test_nothing_is_concluded_before_it_was_received() -> None:
    with pytest.raises(ConcludedBeforeReceived) as refused:
        concluded(said("complaint"), RECEIVED - DAY)
    assert "concluded_on" in refused.value.fields
    assert concluded(said("complaint"), RECEIVED).concluded_on == RECEIVED
