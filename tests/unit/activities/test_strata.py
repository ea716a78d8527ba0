"""Who is in which stratum, and how many of each are drawn."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.strata import (
    AGE_BANDS,
    ETHNICITY_GROUPS,
    GROUPS,
    band,
    ethnicity_group,
    quotas,
)
from services.activities.imports.codes import ETHNICITIES
from tests.unit.activities.builders import TODAY

sizes = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 200), max_size=8)


@pytest.mark.parametrize(
    ("born", "name"),
    [
        (None, "not_known"),
        (date(2026, 4, 1), "unborn"),
        (date(2026, 3, 1), "0-4"),
        (date(2021, 4, 1), "0-4"),
        (date(2021, 3, 1), "5-9"),
        (date(2016, 4, 1), "5-9"),
        (date(2016, 3, 1), "10-15"),
        (date(2010, 4, 1), "10-15"),
        (date(2010, 3, 1), "16-17"),
        (date(2008, 4, 1), "16-17"),
        (date(2008, 3, 1), "18-and-over"),
    ],
)
def test_a_month_of_birth_falls_in_one_band(born: date | None, name: str) -> None:
    assert band(born, TODAY) == name
    assert name in AGE_BANDS


def test_every_code_of_the_returns_has_a_group_but_the_two_that_say_nothing() -> None:
    assert ETHNICITIES - set(GROUPS) == {"REFU", "NOBT"}
    assert set(GROUPS) < ETHNICITIES
    assert ETHNICITY_GROUPS == ("white", "mixed", "asian", "black", "other", "not_known")
    assert [ethnicity_group(code) for code in ("WROM", "MOTH", "CHNE", "BOTH", "OOTH", "REFU", None)] == [
        "white", "mixed", "asian", "black", "other", "not_known", "not_known",
    ]  # fmt: skip


@given(sizes, st.integers(1, 300), st.integers(0, 10))
def test_quotas_add_up_and_nobody_gives_more_than_it_has(
    strata: dict[str, int], size: int, minimum: int
) -> None:
    given_ = quotas(strata, size, minimum)
    assert sum(given_.values()) == min(size, sum(strata.values()))
    assert given_.keys() == strata.keys()
    assert all(0 <= given_[name] <= n for name, n in strata.items())
    least = [m for m in range(minimum + 1) if sum(min(m, n) for n in strata.values()) <= size][-1]
    assert all(given_[name] >= min(least, n) for name, n in strata.items())


@given(sizes.filter(bool), st.integers(1, 300))
def test_without_a_minimum_no_stratum_is_a_whole_case_off_its_share(
    strata: dict[str, int], size: int
) -> None:
    given_ = quotas(strata, size, 0)
    whole = sum(strata.values())
    for name, n in strata.items():
        assert abs(given_[name] - min(size, whole) * n / whole) < 1


@pytest.mark.parametrize(
    ("strata", "size", "minimum", "expected"),
    [
        ({"a": 50, "b": 30, "c": 20}, 10, 1, {"a": 5, "b": 3, "c": 2}),
        ({"a": 47, "b": 16, "c": 37}, 10, 0, {"a": 5, "b": 1, "c": 4}),
        ({"b": 10, "a": 10}, 3, 1, {"a": 2, "b": 1}),
        ({"a": 97, "b": 2, "c": 1}, 10, 0, {"a": 10, "b": 0, "c": 0}),
        ({"a": 97, "b": 2, "c": 1}, 10, 1, {"a": 8, "b": 1, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 10, 3, {"a": 7, "b": 2, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 2, 1, {"a": 2, "b": 0, "c": 0}),
        ({"a": 40, "b": 40, "c": 20}, 5, 2, {"a": 2, "b": 2, "c": 1}),
        ({"a": 60, "b": 20, "c": 11, "d": 9}, 10, 2, {"a": 4, "b": 2, "c": 2, "d": 2}),
        ({"a": 34, "b": 38, "c": 3}, 19, 1, {"a": 8, "b": 10, "c": 1}),
        ({"a": 97, "b": 5, "c": 5}, 6, 3, {"a": 2, "b": 2, "c": 2}),
        ({"a": 3}, 10, 1, {"a": 3}),
        ({}, 10, 1, {}),
    ],
)
def test_a_sample_is_shared_out(
    strata: dict[str, int], size: int, minimum: int, expected: dict[str, int]
) -> None:
    assert quotas(strata, size, minimum) == expected
