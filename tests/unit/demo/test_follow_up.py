"""Actions of the invented year: most are closed on time, the late ones are late by weeks, few come back."""

from __future__ import annotations

import statistics
from datetime import date, timedelta

import pytest

from shared.demo.follow_up import follow_up

OPENED = date(2025, 5, 12)


def stories(days: int = 28, count: int = 3000) -> list:
    due = OPENED + timedelta(days=days)
    return [follow_up(1, number, opened_on=OPENED, due_on=due) for number in range(count)]


def closures(days: int = 28) -> list[int]:
    """Days after the due date on which each action was first closed."""
    due = OPENED + timedelta(days=days)
    return [(next(s.on for s in steps if s.kind == "closure") - due).days for steps in stories(days)]


def test_65_percent_are_closed_on_time_and_the_median_lateness_is_18_days() -> None:
    late = [days for days in closures() if days > 0]
    assert 1 - len(late) / 3000 == pytest.approx(0.65, abs=0.03)
    assert statistics.median(late) == pytest.approx(18, abs=2)


def test_four_percent_are_reopened_and_closed_again() -> None:
    reopened = [steps for steps in stories() if any(step.kind == "reopening" for step in steps)]
    assert len(reopened) / 3000 == pytest.approx(0.04, abs=0.012)
    assert {tuple(step.kind for step in steps) for steps in reopened} == {
        ("evidence", "closure", "reopening", "evidence", "closure")
    }


@pytest.mark.parametrize("days", [1, 14, 28, 42])
def test_a_story_is_told_in_order_and_never_before_the_action_was_opened(days: int) -> None:
    for steps in stories(days, count=300):
        dates = [OPENED, *(step.on for step in steps)]
        assert dates == sorted(dates)
