"""The edges of the organisation's rules: the longest, the first, the last and the missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.directory.domain import Organisation, Person, Unit, revise
from services.directory.imports import read_people, read_units

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
AREA = Unit(code="social-work", kind="area", name="Social Work", parent=None, valid_from=TODAY - 9 * DAY)
SERVICE = replace(AREA, code="line-cin", kind="service", parent="social-work")
OTHER = replace(SERVICE, code="looked-after")
TEAM = replace(AREA, code="line-cin-01", kind="team", parent="line-cin")
UNITS = [AREA, SERVICE, OTHER, TEAM]
ADA = Person(id="P1", name="Ada", email="ada@example.org", roles=("practitioner",))
HEADER = b"id,name,email,roles,service,team,line_manager,active\n"


def reasons(*given: Unit | Person, before: Organisation | None = None) -> list[str]:
    """What is said against these beside the units there are."""
    units = {unit.code: unit for unit in [*UNITS, *(one for one in given if isinstance(one, Unit))]}
    people = [one for one in given if isinstance(one, Person)]
    rows = list(enumerate(units.values() if before is None else [u for u in given if isinstance(u, Unit)]))
    revision = revise(before or Organisation(), rows, list(enumerate(people)), today=TODAY, by="P9")
    return [fault.reason for fault in revision.faults]


@pytest.mark.parametrize("unit", [AREA, ADA])
@pytest.mark.parametrize(("length", "right"), [(0, False), (1, True), (200, True), (201, False)])
def test_a_name_has_1_to_200_characters(unit: Unit | Person, length: int, right: bool) -> None:
    assert (reasons(replace(unit, name="x" * length)) == []) is right


@pytest.mark.parametrize(("length", "right"), [(60, True), (61, False)])
def test_a_code_has_at_most_60_characters(length: int, right: bool) -> None:
    assert (reasons(replace(AREA, code="x" * length)) == []) is right


@pytest.mark.parametrize(("length", "right"), [(254, True), (255, False)])
def test_an_e_mail_address_has_at_most_254_characters(length: int, right: bool) -> None:
    address = "@example.org".rjust(length, "x")
    assert (reasons(replace(ADA, email=address)) == []) is right


def test_a_unit_stands_from_its_first_day_to_its_last() -> None:
    short = replace(AREA, valid_from=TODAY, valid_to=TODAY + DAY)
    assert [short.stands_on(TODAY + n * DAY) for n in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_unit_may_begin_today_and_may_last_a_day() -> None:
    assert reasons(replace(TEAM, valid_from=TODAY, valid_to=TODAY)) == []
    assert reasons(replace(TEAM, valid_from=TODAY + DAY)) == ["the first day is in the future"]


def test_a_wrong_parent_is_said_once() -> None:
    assert reasons(replace(AREA, parent="line-cin")) == ["an area has no parent"]
    assert reasons(replace(TEAM, parent=None)) == ["the code of a team's service is needed"]


def test_only_an_area_is_an_area() -> None:
    organisation = Organisation({"adrift": replace(TEAM, code="adrift", parent=None)})
    assert [organisation.area_of(code) for code in (None, "nowhere", "adrift")] == ["all"] * 3


def test_a_team_is_one_of_the_service_beside_it() -> None:
    assert reasons(replace(ADA, service="line-cin", team="line-cin-01")) == []
    assert reasons(replace(ADA, service="looked-after", team="line-cin-01")) == [
        "'line-cin-01' is a team of 'line-cin', not of 'looked-after'"
    ]


@pytest.mark.parametrize("area", ["nowhere", "line-cin"])
def test_an_area_must_be_one(area: str) -> None:
    assert reasons(replace(ADA, area=area)) == [f"unknown area '{area}'"]


def test_a_circle_of_one_is_said_once_and_a_circle_of_two_to_both() -> None:
    assert reasons(replace(ADA, line_manager="P1")) == ["nobody is their own line manager"]
    ben = replace(ADA, id="P2", line_manager="P1")
    assert reasons(replace(ADA, line_manager="P2"), ben) == [
        "line management goes round: P1 -> P2 -> P1",
        "line management goes round: P2 -> P1 -> P2",
    ]


def test_each_change_of_a_unit_is_its_next_version() -> None:
    first = revise(Organisation(), list(enumerate(UNITS)), (), today=TODAY, by="P9")
    assert {unit.version for unit in first.units} == {1}
    known = Organisation({unit.code: unit for unit in first.units})
    second = revise(known, [(2, replace(TEAM, name="Renamed"))], (), today=TODAY, by="P9")
    assert [(unit.code, unit.version) for unit in second.units] == [("line-cin-01", 2)]


def test_what_is_refused_counts_as_nothing() -> None:
    refused = revise(Organisation(), [(2, replace(AREA, name=""))], (), today=TODAY, by="P9")
    assert (refused.accepted, refused.unchanged) == (0, 0)


def test_a_service_left_in_an_area_that_has_ended_keeps_no_other_unit_from_being_corrected() -> None:
    ended = replace(AREA, code="early-help", valid_to=TODAY - DAY)
    left = replace(SERVICE, code="family-hubs", parent="early-help")
    before = Organisation({unit.code: unit for unit in [*UNITS, ended, left]})
    assert reasons(replace(TEAM, name="Renamed"), before=before) == []
    assert reasons(left, before=before) == ["'early-help' does not stand today"]


def test_who_has_left_is_read_as_such() -> None:
    row = b"P1,Ada,ada@example.org,practitioner,,,,"
    for word, active in ((b"yes", True), (b"no", False)):
        assert [person.active for _, person in read_people(HEADER + row + word).items] == [active]


def test_a_date_without_hyphens_is_no_date() -> None:
    head = b"code,kind,name,parent,valid_from,valid_to\n"
    read = read_units(head + b"social-work,area,Social Work,,20210801,")
    assert [fault.field for fault in read.faults] == ["valid_from"]
