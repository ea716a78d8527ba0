"""Single values: dates above all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.imports import values
from services.activities.imports.values import Wrong

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    assert values.iso_date(f"{day}") == day
    assert values.british_date(f"{day:%d/%m/%Y}") == day
    assert values.either_date(f"{day}") == values.either_date(f"{day:%d/%m/%Y}") == day


@given(st.text(max_size=12))
@pytest.mark.parametrize("reader", [values.iso_date, values.british_date, values.either_date])
def test_anything_else_is_wrong_and_nothing_worse(reader: Callable[[str], date], text: str) -> None:
    with contextlib.suppress(Wrong):
        assert isinstance(reader(text), date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-1-1",
        "2024-01-01T00:00:00",
        "20240101",
        "2024-W01-1",
        "\u0662\u0660\u0662\u0664-01-01",
        " 2024-01-01",
    ],
)
def test_only_the_iso_form_is_an_iso_date(text: str) -> None:
    with pytest.raises(Wrong, match="yyyy-mm-dd"):
        values.iso_date(text)


def test_a_time_zone_after_a_date_is_ignored() -> None:
    assert values.iso_date("2024-03-31Z") == values.iso_date("2024-03-31+01:00") == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "reason"), [("31/06/2024", "calendar"), ("2024-06-31", "calendar"), ("soon", "or")]
)
def test_either_form_says_what_is_wrong_with_it(text: str, reason: str) -> None:
    with pytest.raises(Wrong, match=reason):
        values.either_date(text)


@given(DAYS, DAYS)
def test_a_day_after_the_list_is_wrong(day: date, as_at: date) -> None:
    if day <= as_at:
        assert values.not_after(day, as_at) == day
    else:
        with pytest.raises(Wrong):
            values.not_after(day, as_at)


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "\u202eabc", "", "x" * 65])
def test_an_identifier_is_short_and_printable(text: str) -> None:
    with pytest.raises(Wrong):
        values.identifier(text)
