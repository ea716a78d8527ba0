"""QA activity happens in ten months; nothing is recorded before it happened (S05)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.activities.domain import calendar
from services.activities.domain.refusals import FutureDate, MadeTooLongAgo, MonthMismatch, ReflectionMonth
from tests.unit.activities.builders import MARCH, TODAY
from tests.unit.activities.rulings import RULES


@pytest.mark.parametrize("month", range(1, 13))
def test_august_and_december_are_for_reflection(month: int) -> None:
    if month in (8, 12):
        with pytest.raises(ReflectionMonth) as refused:
            calendar.ensure_activity_month(date(2026, month, 1), RULES)
        assert (refused.value.rule, refused.value.source) == ("reflection-month", "S05")
    else:
        calendar.ensure_activity_month(date(2026, month, 1), RULES)


def test_today_may_be_recorded_and_tomorrow_may_not() -> None:
    calendar.ensure_completed(TODAY, MARCH, TODAY, RULES)
    with pytest.raises(FutureDate) as refused:
        calendar.ensure_completed(date(2026, 3, 21), MARCH, TODAY, RULES)
    assert refused.value.fields == {"completed_on": ["is in the future"]}


def test_an_activity_is_not_completed_before_its_month() -> None:
    calendar.ensure_completed(MARCH, MARCH, TODAY, RULES)
    with pytest.raises(MonthMismatch):
        calendar.ensure_completed(date(2026, 2, 28), MARCH, TODAY, RULES)


def test_a_month_closes_a_quarter_after_it_ended() -> None:
    january, today = date(2026, 1, 1), date(2026, 7, 1)
    calendar.ensure_completed(date(2026, 5, 3), january, today, RULES)
    with pytest.raises(MonthMismatch):
        calendar.ensure_completed(date(2026, 5, 4), january, today, RULES)


def test_what_was_late_in_july_may_be_finished_in_august() -> None:
    calendar.ensure_completed(date(2025, 8, 4), date(2025, 7, 1), TODAY, RULES)


def test_months_have_a_last_day_and_months_before() -> None:
    assert calendar.last_of(date(2024, 2, 1)) == date(2024, 2, 29)
    assert calendar.last_of(date(2026, 12, 1)) == date(2026, 12, 31)
    assert calendar.months_before(date(2024, 2, 1), 12) == date(2023, 2, 1)
    assert calendar.months_before(date(2024, 2, 29), 1) == date(2024, 1, 1)
    assert calendar.months_before(date(2024, 2, 1), 2) == date(2023, 12, 1)
    assert calendar.months_before(date(2024, 1, 1), 36) == date(2021, 1, 1)
    assert calendar.months_between(date(2023, 11, 30), date(2024, 2, 1)) == 3
    assert calendar.months_between(date(2024, 2, 1), date(2024, 1, 31)) == -1


def test_a_year_ends_on_a_day() -> None:
    assert calendar.year_to(date(2026, 3, 20)) == date(2025, 3, 20)
    assert calendar.year_to(date(2024, 2, 29)) == date(2023, 2, 28)


NOW, MONTH = datetime(2026, 3, 20, 9, tzinfo=UTC), timedelta(days=30)


def test_a_device_s_clock_may_be_five_minutes_ahead_and_no_more() -> None:
    calendar.ensure_made(None, NOW, MONTH)
    calendar.ensure_made(NOW + timedelta(minutes=5), NOW, MONTH)
    with pytest.raises(FutureDate):
        calendar.ensure_made(NOW + timedelta(minutes=5, microseconds=1), NOW, MONTH)


def test_what_was_made_too_long_ago_is_not_taken() -> None:
    calendar.ensure_made(NOW - MONTH, NOW, MONTH)
    with pytest.raises(MadeTooLongAgo) as refused:
        calendar.ensure_made(NOW - MONTH - timedelta(microseconds=1), NOW, MONTH)
    assert refused.value.fields == {"made_at": ["is more than 30 days ago"]}
