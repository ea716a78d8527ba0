"""An audit is done from outside the worker's line and team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.activities.domain.independence import conflict, ensure_auditor, ensure_independent
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import NotIndependent, UnknownPerson, UnknownUnit
from tests.unit.activities.builders import MARCH, organisation, people, person, unit, units
from tests.unit.activities.rulings import RULES

ORG = organisation()


def check(auditor: str, practitioner: str | None = "W1", team: str | None = "line-cin-01") -> None:
    ensure_independent(ensure_auditor(auditor, ORG, RULES), practitioner, team, ORG)


@pytest.mark.parametrize("auditor", ["M1", "S1", "H1"])
def test_nobody_above_the_practitioner_audits_them(auditor: str) -> None:
    with pytest.raises(NotIndependent) as refused:
        check(auditor, team=None)
    assert refused.value.rule == "independence"
    assert "fields" not in refused.value.detail


@pytest.mark.parametrize("auditor", ["M2", "M3", "S2", "M9", "Q1"])
def test_anybody_else_who_audits_may(auditor: str) -> None:
    check(auditor)


def test_nobody_audits_in_their_own_team() -> None:
    with pytest.raises(NotIndependent):
        check("L1", practitioner=None)
    with pytest.raises(NotIndependent):
        check("L1", team=None)
    with pytest.raises(NotIndependent):
        check("L1", team="line-cin-02")


def test_nobody_audits_their_own_case() -> None:
    with pytest.raises(NotIndependent):
        check("M2", practitioner="M2", team="line-cin-01")


def test_two_people_without_a_team_are_not_in_the_same_team() -> None:
    org = organisation(person("W7", "practitioner"))
    assert conflict(org.person("Q1"), "W7", None, org) is None


def test_an_unknown_practitioner_is_refused_by_name() -> None:
    with pytest.raises(UnknownPerson) as refused:
        check("M2", practitioner="W404")
    assert refused.value.fields == {"practitioner": ["is not known"]}
    with pytest.raises(UnknownPerson):
        check("M404")


def test_the_line_goes_all_the_way_up_and_survives_a_circle() -> None:
    assert ORG.line_of("W1") == {"M1", "S1", "H1"}
    assert ORG.line_of("H1") == frozenset()
    assert ORG.line_of("nobody") == frozenset()
    circle = Organisation(
        [], [person("A", "team_manager", above="B"), person("B", "team_manager", above="A")]
    )
    assert circle.line_of("A") == {"B"}
    gone = Organisation([], [person("A", "team_manager", above="B")])
    assert gone.line_of("A") == {"B"}


def test_the_area_of_a_unit_is_found_by_its_parents() -> None:
    assert (
        ORG.area_of("line-cin-01") == ORG.area_of("line-cin") == ORG.area_of("social-work") == "social-work"
    )
    assert ORG.area_of("nowhere") is None
    assert ORG.area_of(None) is None
    assert ORG.area_of_person(ORG.person("S2")) == "social-work"
    circle = Organisation([unit("a", "team", "b"), unit("b", "service", "a")], people())
    assert circle.area_of("a") is None
    beside = Organisation([*circle.units.values(), unit("c", "team", "a")], people())
    assert beside.area_of("c") is None


def test_a_service_and_its_team_belong_together() -> None:
    assert ORG.place("line-cin", "line-cin-01", MARCH) == "social-work"
    assert ORG.place("youth-justice", None, MARCH) == "early-help"
    for service, team in (
        ("nowhere", None),
        ("social-work", None),
        ("line-cin-01", None),
        ("line-cin", "nowhere"),
        ("line-cin", "looked-after-01"),
        ("social-work", "line-cin"),
    ):
        with pytest.raises(UnknownUnit):
            ORG.place(service, team, MARCH)
    nested = Organisation([*units(), unit("line-cin-x", "service", "line-cin")], people())
    with pytest.raises(UnknownUnit):
        nested.place("line-cin", "line-cin-x", MARCH)


def test_nothing_is_counted_for_a_unit_that_had_ended_before_the_month() -> None:
    ended = replace(unit("line-cin-09", "team", "line-cin"), valid_to=date(2026, 2, 28))
    lasting = replace(unit("line-cin-08", "team", "line-cin"), valid_to=MARCH)
    org = Organisation([*units(), ended, lasting], people())
    assert org.place("line-cin", "line-cin-08", MARCH) == "social-work"
    assert org.place("line-cin", "line-cin-09", date(2026, 2, 1)) == "social-work"
    with pytest.raises(UnknownUnit):
        org.place("line-cin", "line-cin-09", MARCH)
    gone = [replace(one, valid_to=date(2026, 2, 28)) if one.code == "line-cin" else one for one in units()]
    with pytest.raises(UnknownUnit):
        Organisation(gone, people()).place("line-cin", None, MARCH)


def test_nothing_is_counted_for_a_unit_that_begins_after_the_month() -> None:
    within = replace(unit("line-cin-08", "team", "line-cin"), valid_from=date(2026, 3, 31))
    later = replace(unit("line-cin-09", "team", "line-cin"), valid_from=date(2026, 4, 1))
    org = Organisation([*units(), within, later], people())
    assert org.place("line-cin", "line-cin-08", MARCH) == "social-work"
    assert org.place("line-cin", "line-cin-09", date(2026, 4, 1)) == "social-work"
    with pytest.raises(UnknownUnit):
        org.place("line-cin", "line-cin-09", MARCH)
    coming = [replace(one, valid_from=date(2026, 4, 1)) if one.code == "line-cin" else one for one in units()]
    with pytest.raises(UnknownUnit):
        Organisation(coming, people()).place("line-cin", None, MARCH)
