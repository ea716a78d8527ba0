"""Days are those of England."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.contracts.civil import civil_date


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_half_past_midnight_in_summer_is_a_new_day(instant: datetime, day: date) -> None:
    assert civil_date(instant) == day
