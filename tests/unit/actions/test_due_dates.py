"""By when: 24 hours, 14, 28 or 42 days; what is overdue on a day; and who is told when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.actions.domain import DAYS_ALLOWED, NOTICES, Action, due_date
from tests.unit.actions.builders import DUE, MANAGER, OPEN, evidenced

DAY = timedelta(days=1)


def told(action: Action, on: date) -> list[str]:
    return [one.kind for one in NOTICES if one.applies(status=action.status, due_on=action.due_on, on=on)]


@pytest.mark.parametrize(
    ("priority", "days"), [("safeguarding", 1), ("high", 14), ("medium", 28), ("low", 42)]
)
def test_each_priority_has_its_days(priority: str, days: int) -> None:
    assert due_date(priority, date(2026, 2, 20)) == date(2026, 2, 20) + timedelta(days=days)


def test_there_is_no_other_priority() -> None:
    assert set(DAYS_ALLOWED) == {"safeguarding", "high", "medium", "low"}
    with pytest.raises(KeyError):
        due_date("urgent", DUE)


def test_the_due_date_itself_is_in_time() -> None:
    assert not OPEN.overdue(DUE)
    assert OPEN.overdue(DUE + DAY)


def test_evidence_that_nobody_accepted_in_time_is_overdue() -> None:
    assert evidenced().overdue(DUE + DAY)


def test_overdue_is_as_of_a_day_so_a_late_closure_does_not_hide_it() -> None:
    late = evidenced().close(on=DUE + 10 * DAY, by=MANAGER)
    assert late.overdue(DUE + 9 * DAY)
    assert not late.overdue(DUE + 10 * DAY)


def test_a_closure_in_time_is_never_overdue() -> None:
    assert not evidenced().close(on=DUE, by=MANAGER).overdue(DUE + 100 * DAY)


@pytest.mark.parametrize(
    ("left", "kinds"),
    [
        (8, []),
        (7, ["due-7"]),
        (3, ["due-7"]),
        (2, ["due-7"]),
        (1, ["due-1"]),
        (0, ["due-1"]),
        (-1, ["overdue"]),
    ],
)
def test_the_owner_is_told_7_days_before_1_day_before_and_when_it_is_late(
    left: int, kinds: list[str]
) -> None:
    assert told(OPEN, DUE - left * DAY) == kinds


def test_a_long_silence_ends_in_one_notice_only() -> None:
    assert told(OPEN, DUE + 400 * DAY) == ["overdue"]


def test_who_has_shown_evidence_is_not_reminded_but_what_nobody_accepts_becomes_overdue() -> None:
    assert told(evidenced(), DUE - DAY) == []
    assert told(evidenced(), DUE + DAY) == ["overdue"]


def test_of_a_closed_action_nobody_is_told() -> None:
    assert told(replace(evidenced(), status="closed"), DUE + DAY) == []
