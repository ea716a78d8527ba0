"""The monthly sample can be drawn again, and never holds a case twice within a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.refusals import ReflectionMonth
from services.activities.domain.sampling import FrameCase, as_at, draw, exclusion
from tests.unit.activities.builders import MARCH, TODAY


def case(number: int, **changes: object) -> FrameCase:
    whole = {
        "case": f"C-{number:04d}",
        "area": "social-work",
        "service": "line-cin",
        "opened_on": date(2024, 1, 1),
    }
    return FrameCase(**(whole | changes))  # type: ignore[arg-type]


FRAME = [case(n) for n in range(50)]
days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
cases = st.builds(
    lambda n, opened, closed, last, busy: case(
        n, opened_on=opened, closed_on=closed, last_audited_on=last, allocated=busy
    ),
    st.integers(0, 9999),
    days,
    st.none() | days,
    st.none() | days,
    st.booleans(),
)


@given(st.lists(cases, max_size=60, unique_by=lambda one: one.case), st.integers(1, 20), st.integers(), days)
def test_a_sample_holds_only_open_cases_that_nobody_audited_within_a_year(
    frame: list[FrameCase], size: int, seed: int, day: date
) -> None:
    month = day.replace(day=1)
    if month.month in (8, 12):
        with pytest.raises(ReflectionMonth):
            draw(frame, month=month, size=size, seed=seed, today=TODAY)
        return
    drawn = draw(frame, month=month, size=size, seed=seed, today=TODAY)
    assert len(drawn.cases) == min(size, drawn.frame_size) == len({one.case for one in drawn.cases})
    assert drawn.frame_size + sum(drawn.excluded.values()) == len(frame)
    for one in drawn.cases:
        assert not one.allocated
        assert one.opened_on <= drawn.as_at
        assert one.closed_on is None or one.closed_on > drawn.as_at
        assert one.last_audited_on is None or month - one.last_audited_on >= timedelta(365)


@given(st.integers(), st.randoms())
def test_the_same_frame_rules_and_seed_draw_the_same_sample(seed: int, shuffler: object) -> None:
    shuffled = FRAME.copy()
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(FRAME, month=MARCH, size=7, seed=seed, today=TODAY) == draw(
        shuffled, month=MARCH, size=7, seed=seed, today=TODAY
    )


def test_other_seeds_and_other_frames_are_told_apart() -> None:
    one = draw(FRAME, month=MARCH, size=7, seed=1, today=TODAY)
    assert one.cases != draw(FRAME, month=MARCH, size=7, seed=2, today=TODAY).cases
    assert one.frame_hash != draw(FRAME[1:], month=MARCH, size=7, seed=1, today=TODAY).frame_hash
    assert len(one.frame_hash) == 64


def test_a_seed_draws_what_it_always_drew() -> None:
    drawn = draw(FRAME, month=MARCH, size=3, seed=2026, today=TODAY)
    assert [one.case for one in drawn.cases] == ["C-0007", "C-0020", "C-0032"]


def test_a_case_audited_a_year_ago_to_the_day_may_be_drawn_again() -> None:
    assert exclusion(case(1, last_audited_on=date(2025, 3, 1)), MARCH, TODAY) is None
    assert exclusion(case(1, last_audited_on=date(2025, 3, 2)), MARCH, TODAY) == "audited-within-12-months"


def test_a_case_must_be_open_on_the_day() -> None:
    assert exclusion(case(1, closed_on=TODAY), MARCH, TODAY) == "closed"
    assert exclusion(case(1, closed_on=TODAY + timedelta(1)), MARCH, TODAY) is None
    assert exclusion(case(1, opened_on=TODAY + timedelta(1)), MARCH, TODAY) == "closed"
    assert exclusion(case(1, opened_on=TODAY), MARCH, TODAY) is None
    assert exclusion(case(1, allocated=True), MARCH, TODAY) == "already-allocated"
    assert exclusion(case(1, died_on=date(2024, 5, 1)), MARCH, TODAY) == "child-died"


def test_the_day_is_today_or_the_end_of_a_month_that_is_over() -> None:
    assert as_at(MARCH, TODAY) == TODAY
    assert as_at(date(2026, 5, 1), TODAY) == TODAY
    assert as_at(date(2026, 2, 1), TODAY) == date(2026, 2, 28)


def test_fewer_cases_than_wanted_are_all_drawn() -> None:
    assert len(draw(FRAME[:3], month=MARCH, size=7, seed=1, today=TODAY).cases) == 3
    assert draw([], month=MARCH, size=7, seed=1, today=TODAY).frame_size == 0
