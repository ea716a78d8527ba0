"""Auditing is part of every manager's role: what was asked of each, and what they did (S07)."""

from __future__ import annotations

from datetime import date

import pytest

from services.activities.domain.compliance import Compliance, Counts, comply, target_of
from tests.unit.activities.builders import MARCH, organisation, person
from tests.unit.activities.rulings import BOOK, RULES, ruling

ORG = organisation(person("B1", "team_manager practice_leader", "line-cin-02"))
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def lines(months: list[date], **counts: Counts) -> dict[str, Compliance]:
    targets = {("M2", MARCH): 3}
    found = comply(ORG.people.values(), months, counts, targets, ORG, BOOK)
    assert [one.manager for one in found] == sorted(one.manager for one in found)
    return {one.manager: one for one in found}


def test_a_target_is_one_s_own_else_the_role_s() -> None:
    manager = ORG.person("M2")
    assert target_of(manager, MARCH, {}, RULES) == 1
    assert target_of(manager, MARCH, {("M2", MARCH): 0}, RULES) == 0
    assert target_of(manager, MARCH, {("M2", JULY): 5, ("M3", MARCH): 6}, RULES) == 1
    assert target_of(ORG.person("W1"), MARCH, {}, RULES) == 0
    more = ruling(manager_quota={"team_manager": 2, "practice_leader": 4})
    assert target_of(ORG.person("B1"), MARCH, {}, more) == 4


def test_nothing_is_asked_in_a_reflection_month() -> None:
    assert target_of(ORG.person("M2"), AUGUST, {("M2", AUGUST): 2}, BOOK.of(AUGUST)) == 0
    assert lines([JULY, AUGUST])["M3"].target == 1


def test_a_line_for_everybody_of_whom_something_was_asked_or_who_did_something() -> None:
    found = lines([MARCH], S1=Counts(unallocated=1), G1=Counts(late=1))
    assert sorted(found) == ["B1", "G1", "L1", "M1", "M2", "M3", "M9", "S1"]
    assert (found["S1"].target, found["S1"].met) == (0, None)
    assert (found["G1"].target, found["G1"].met) == (1, True)
    assert (found["M2"].target, found["M2"].met, found["M2"].counts) == (3, False, Counts())
    assert (found["M2"].area, found["M2"].service, found["M2"].team) == (
        "social-work",
        "line-cin",
        "line-cin-02",
    )


@pytest.mark.parametrize(
    ("counts", "allocated", "done"),
    [
        (Counts(on_time=1, late=2, outstanding=4, overdue=8, unallocated=16), 15, 19),
        (Counts(), 0, 0),
    ],
)
def test_what_is_done_and_what_was_allocated(counts: Counts, allocated: int, done: int) -> None:
    assert (counts.allocated, counts.done) == (allocated, done)


def test_a_target_is_met_by_what_is_done_in_time_or_late() -> None:
    for counts, met in (
        (Counts(on_time=3), True),
        (Counts(late=1, on_time=1, unallocated=1), True),
        (Counts(on_time=2, outstanding=5), False),
    ):
        assert lines([MARCH], M2=counts)["M2"].met is met
