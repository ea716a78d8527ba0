"""The sums behind Good Friday and Easter Monday, in the years in which they are strained most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.feedback.domain.working_days import bank_holidays


@pytest.mark.parametrize("sunday", ["1734-04-25", "1818-03-22", "1886-04-25", "1943-04-25", "2285-03-22"])
def test_easter_is_found_where_it_is_as_early_or_as_late_as_it_can_be(sunday: str) -> None:
    day = date.fromisoformat(sunday)
    assert {day - timedelta(days=2), day + timedelta(days=1)} <= bank_holidays(day.year)
