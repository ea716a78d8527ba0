"""How much was audited is told by stratum, and points at no child."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.coverage import Counted, Covered, counted, covered, total, wilson
from tests.unit.activities.builders import TODAY


def of(**strata: tuple[int, int, int]) -> list[Counted]:
    """Open, audited and never audited, by stratum."""
    return [
        Counted(stratum=name, open=n, audited=audited, never_audited=never)
        for name, (n, audited, never) in strata.items()
    ]


def shown(strata: list[Counted], by: str = "age_band") -> dict[str, tuple[int | None, int | None]]:
    return {one.stratum: (one.open, one.audited) for one in covered(strata, by)}


counts = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=8
).map(
    lambda rows: [
        Counted(stratum=f"s{n}", open=a + b + c, audited=a, never_audited=c)
        for n, (b, a, c) in enumerate(rows)
    ]
)


@given(counts)
def test_no_small_count_is_shown_or_left_over(strata: list[Counted]) -> None:
    rows = covered(strata, "ethnicity_group")
    assert [one.stratum for one in rows] == [one.stratum for one in strata]
    pairs = list(zip(strata, rows, strict=True))
    for true, row in pairs:
        assert row.open in (None, true.open)
        assert not 1 <= (row.open or 0) <= 5
        if row.withheld:
            assert (row.audited, row.never_audited, row.share, row.low, row.high) == (None,) * 5
        else:
            assert row.open == true.open
            assert (row.audited, row.never_audited) == (true.audited, true.never_audited)
            assert not any(1 <= part <= 5 for part in true.parts)
    hidden = [true for true, row in pairs if row.withheld]
    if len(hidden) < len(strata):
        assert not any(1 <= sum(one.parts[n] for one in hidden) <= 5 for n in range(3))
    unknown = [true for true, row in pairs if row.open is None]
    if len(unknown) < len(strata):
        assert not 1 <= sum(one.open for one in unknown) <= 5


def test_a_small_stratum_takes_the_next_smallest_with_it() -> None:
    strata = of(a=(40, 10, 20), b=(12, 6, 6), c=(3, 0, 3), d=(0, 0, 0))
    assert shown(strata) == {"a": (40, 10), "b": (None, None), "c": (None, None), "d": (0, 0)}
    assert [one.withheld for one in covered(strata, "age_band")] == [False, True, True, False]


def test_a_small_number_of_audits_leaves_the_open_cases_to_be_seen() -> None:
    strata = of(a=(40, 10, 20), b=(30, 3, 20), c=(20, 10, 10))
    assert shown(strata) == {"a": (40, 10), "b": (30, None), "c": (20, None)}


@pytest.mark.parametrize("small", [(20, 5, 9), (20, 9, 1), (20, 9, 9)])
def test_each_part_counts_as_small(small: tuple[int, int, int]) -> None:
    strata = of(a=(60, 20, 20), b=small)
    assert shown(strata) == {"a": (60, None), "b": (20, None)}


def test_six_and_none_may_be_seen() -> None:
    assert shown(of(a=(12, 6, 6), b=(6, 6, 0))) == {"a": (12, 6), "b": (6, 6)}


def test_an_empty_stratum_is_withheld_last() -> None:
    assert shown(of(a=(4, 4, 0), b=(0, 0, 0))) == {"a": (None, None), "b": (None, None)}


def test_what_says_nothing_of_a_child_is_shown_as_it_is() -> None:
    for by in ("team", "status", "service"):
        assert shown(of(a=(3, 1, 1)), by) == {"a": (3, 1)}


def test_a_share_has_its_interval() -> None:
    (row,) = covered(of(a=(100, 20, 80)), "team")
    assert row == Covered(
        stratum="a", open=100, audited=20, never_audited=80, share=0.2, low=0.133, high=0.289
    )
    (third,) = covered(of(a=(300, 200, 100)), "team")
    assert (third.share, third.low, third.high) == (0.667, 0.612, 0.718)
    (none,) = covered(of(a=(0, 0, 0)), "team")
    assert (none.share, none.low, none.high, none.withheld) == (None, None, None, False)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval_is_that_of_the_literature(part: int, whole: int, low: float, high: float) -> None:
    """81 of 263 and 1 of 29 are Newcombe's examples (1998, method 3)."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=6e-5)


def test_groups_of_one_stratum_are_added_up() -> None:
    months = [(date(2024, 1, 1), 4, 1, 2), (date(2023, 1, 1), 3, 1, 1), (None, 2, 0, 2)]
    found = {one.stratum: one for one in counted(months, "age_band", TODAY)}
    assert list(found) == ["unborn", "0-4", "5-9", "10-15", "16-17", "18-and-over", "not_known"]
    assert found["0-4"] == Counted(stratum="0-4", open=7, audited=2, never_audited=3)
    assert found["0-4"].parts == (2, 2, 3)
    assert found["not_known"].open == 2
    assert found["5-9"].open == 0
    codes = [("WBRI", 4, 1, 2), ("WIRI", 3, 1, 1), (None, 1, 0, 1), ("NOBT", 1, 0, 0)]
    told = [(one.stratum, one.open) for one in counted(codes, "ethnicity_group", TODAY)]
    assert told == [("white", 7), ("mixed", 0), ("asian", 0), ("black", 0), ("other", 0), ("not_known", 2)]
    teams = [("t-2", 4, 1, 2), (None, 3, 1, 1), ("t-1", 1, 0, 1)]
    assert counted(teams, "team", TODAY) == of(**{"not_known": (3, 1, 1), "t-1": (1, 0, 1), "t-2": (4, 1, 2)})


def test_all_strata_are_added_up() -> None:
    whole = total(of(a=(40, 10, 20), b=(10, 3, 7)))
    assert (whole.stratum, whole.open, whole.audited, whole.never_audited) == ("all", 50, 13, 27)
    assert (whole.share, whole.withheld) == (0.26, False)
