"""Working days against the published bank holidays of England and Wales (gov.uk/bank-holidays)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.feedback.domain.working_days import after, bank_holidays, is_working_day

PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year: int) -> None:
    assert bank_holidays(year) == {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}


@pytest.mark.parametrize("monday", ["2038-04-26", "2049-04-19", "2076-04-20"])
def test_easter_is_found_in_years_in_which_simpler_sums_go_wrong(monday: str) -> None:
    day = date.fromisoformat(monday)
    assert {day, day - timedelta(days=3)} <= bank_holidays(day.year)


def test_the_first_day_does_not_count_and_weekends_are_passed_over() -> None:
    friday = date(2026, 3, 6)
    assert after(friday, 0) == friday
    assert after(friday, 1) == date(2026, 3, 9)
    assert after(friday, 10) == date(2026, 3, 20)


def test_easter_is_passed_over() -> None:
    assert after(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_christmas_on_a_saturday_moves_past_boxing_day() -> None:
    assert [is_working_day(date(2027, 12, day)) for day in (24, 27, 28, 29)] == [True, False, False, True]
