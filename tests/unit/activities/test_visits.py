"""Practice-day visits: everybody who must visit does, in the half-year, somebody who is there (S15)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.activities.domain.organisation import Organisation
from services.activities.domain.programme_refusals import VisitorsMissing
from services.activities.domain.refusals import ReflectionMonth, UnknownPerson, UnknownUnit
from services.activities.domain.rules import RuleBook
from services.activities.domain.visits import Visit, ensure_visits, last_day, passed_on
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import organisation, person, units
from tests.unit.activities.rulings import BOOK, FIRST

APRIL, OCTOBER = date(2026, 4, 1), date(2026, 10, 1)
TODAY = date(2026, 5, 20)
ORG = organisation(
    person("D1", "dcs"), person("V1", "divisional_director"), person("D9", "dcs", active=False)
)


def visit(visitor: str, **changes: Any) -> Visit:
    whole: dict[str, Any] = {
        "visitor": visitor,
        "service": "line-cin",
        "team": "line-cin-01",
        "on": date(2026, 5, 12),
        "doing": ("observation", "session"),
    }
    return Visit(**(whole | changes))


LEADERS = (visit("D1"), visit("V1"), visit("H1"))


def check(*visits: Visit, half: date = APRIL, book: RuleBook = BOOK, held: Collection[UUID] = ()) -> None:
    ensure_visits(half, visits, ORG, book, held)


def test_a_half_year_in_which_every_leader_visits_is_a_plan() -> None:
    check(*LEADERS)
    check(*LEADERS, visit("S1", team=None))
    winter = [visit(one.visitor, on=date(2027, 3, 31)) for one in LEADERS]
    check(*winter, half=OCTOBER)


def test_a_role_without_a_visit_is_named_and_so_is_a_half_year_without_any() -> None:
    with pytest.raises(VisitorsMissing) as refused:
        check(visit("D1"), visit("S1"))
    assert refused.value.fields == {
        "visits": ["nobody visits as divisional_director", "nobody visits as head_of_service"]
    }
    assert (refused.value.rule, refused.value.version) == ("practice-day-visits", "visit-roles 1")
    with pytest.raises(VisitorsMissing) as refused:
        check()
    assert len(refused.value.fields["visits"]) == 3


def test_which_roles_must_visit_the_rules_say() -> None:
    rule = next(one for one in FIRST if one.name == "visit-roles")
    check(visit("D1"), book=RuleBook([*FIRST, replace(rule, version=2, value=("dcs",))]))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": date(2026, 3, 31)}, "visits.0.on"),
        ({"on": date(2026, 10, 1)}, "visits.0.on"),
    ],
)
def test_a_date_that_cannot_be_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(visit("D1", **changes), *LEADERS[1:])
    assert list(refused.value.fields) == [field]


def test_the_first_and_last_days_of_a_half_year_belong_to_it() -> None:
    assert (last_day(APRIL), last_day(OCTOBER)) == (date(2026, 9, 30), date(2027, 3, 31))
    check(visit("D1", on=APRIL), visit("V1", on=date(2026, 9, 30)), visit("H1"))


@pytest.mark.parametrize("month", [1, 5, 9])
def test_half_years_begin_in_april_and_october(month: int) -> None:
    with pytest.raises(Invalid) as refused:
        check(*LEADERS, half=date(2026, month, 1))
    assert list(refused.value.fields) == ["half"]


def test_a_visit_stands_in_the_plan_once() -> None:
    with pytest.raises(Invalid) as refused:
        check(*LEADERS, LEADERS[1])
    assert refused.value.fields == {"visits.3": ["stands there twice"]}


def test_there_are_no_practice_days_in_a_reflection_month() -> None:
    with pytest.raises(ReflectionMonth):
        check(*LEADERS, visit("S1", on=date(2026, 8, 4)))


def test_a_visitor_is_at_work_unless_the_visit_was_held() -> None:
    for visitor in ("D9", "X404"):
        with pytest.raises(UnknownPerson) as refused:
            check(*LEADERS, visit(visitor))
        assert list(refused.value.fields) == ["visits.3.visitor"]
    check(*LEADERS, visit("D9", held_on=date(2026, 5, 12)))
    check(*LEADERS, visit("D9", visit_id=UUID(int=9)), held={UUID(int=9)})
    with pytest.raises(UnknownPerson):
        check(*LEADERS, visit("X404", held_on=date(2026, 5, 12)))


def test_a_visit_is_passed_on_by_its_id_wherever_and_whenever_it_is_now() -> None:
    first, second, third = (visit("D1", visit_id=UUID(int=n)) for n in (1, 2, 3))
    moved = visit("V1", visit_id=UUID(int=1), on=date(2026, 6, 2), team=None)
    new = visit("H1", visit_id=UUID(int=4))
    over = visit("V1", visit_id=UUID(int=3), held_on=date(2026, 5, 12))
    assert list(passed_on([first, second, third], [second, new, over, moved])) == [(moved, "D1")]


def test_whoever_is_visited_is_there() -> None:
    with pytest.raises(UnknownUnit):
        check(*LEADERS, visit("S1", service="youth-justice"))
    closed = [
        replace(one, valid_to=date(2026, 5, 11)) if one.code == "line-cin-01" else one for one in units()
    ]
    with pytest.raises(UnknownUnit):
        ensure_visits(APRIL, LEADERS, Organisation(closed, ORG.people.values()), BOOK)
