"""What a second import or a correction changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.directory.domain import Organisation, Person, Unit, revise

TODAY = date(2026, 3, 2)
LONG_AGO = date(2021, 8, 1)


def unit(code: str, kind: str, parent: str | None) -> Unit:
    return Unit(code=code, kind=kind, name=code.title(), parent=parent, valid_from=LONG_AGO)


def person(id: str, **fields: object) -> Person:
    given = {"name": id, "email": f"{id.lower()}@example.org", "roles": ("practitioner",)} | fields
    return Person(id=id, **given)


def known() -> Organisation:
    units = [
        unit("social-work", "area", None),
        unit("early-help", "area", None),
        unit("line-cin", "service", "social-work"),
        unit("line-cin-01", "team", "line-cin"),
    ]
    people = [
        person("P1", roles=("head_of_service",), area="social-work"),
        person("P2", service="line-cin", team="line-cin-01", line_manager="P1"),
        person("P3", roles=("dcs",)),
    ]
    first = revise(Organisation(), list(enumerate(units)), list(enumerate(people)), today=TODAY, by="P9")
    assert not first.faults
    return Organisation({u.code: u for u in first.units}, {p.id: p for p in first.people})


def test_the_same_rows_again_change_nothing() -> None:
    before = known()
    rows = [(2, person("P2", service="line-cin", team="line-cin-01", line_manager="P1"))]
    again = revise(before, [(2, unit("line-cin", "service", "social-work"))], rows, today=TODAY, by="P9")
    assert (again.units, again.people, again.accepted, again.unchanged) == ((), (), 0, 2)


def test_a_changed_person_gets_the_next_version() -> None:
    before = known()
    moved = replace(before.people["P2"], name="New Name", area="")
    revision = revise(before, (), [(2, moved)], today=TODAY, by="P9")
    assert [(p.id, p.name, p.version) for p in revision.people] == [("P2", "New Name", 2)]


def test_a_person_without_a_service_keeps_their_own_area_or_works_everywhere() -> None:
    people = known().people
    assert (people["P1"].area, people["P2"].area, people["P3"].area) == ("social-work", "social-work", "all")


def test_a_service_that_moves_takes_its_teams_and_people_along() -> None:
    revision = revise(known(), [(2, unit("line-cin", "service", "early-help"))], (), today=TODAY, by="P9")
    assert {u.code: u.area for u in revision.units} == {"line-cin": "early-help", "line-cin-01": "early-help"}
    assert [(p.id, p.area, p.version) for p in revision.people] == [("P2", "early-help", 2)]
    assert revision.accepted == 1


def test_ending_a_team_with_people_in_it_is_refused_and_names_them() -> None:
    ended = replace(unit("line-cin-01", "team", "line-cin"), valid_to=TODAY - timedelta(days=1))
    revision = revise(known(), [(2, ended)], (), today=TODAY, by="P9")
    assert [(f.file, f.row, f.field) for f in revision.faults] == [("organisation", 0, "team")]
    assert "P2" in revision.faults[0].reason


def test_a_leaver_may_stay_in_a_team_that_ended() -> None:
    before = known()
    ended = replace(unit("line-cin-01", "team", "line-cin"), valid_to=TODAY - timedelta(days=1))
    leaver = replace(before.people["P2"], active=False, area="")
    assert not revise(before, [(2, ended)], [(2, leaver)], today=TODAY, by="P9").faults


def test_a_code_keeps_its_kind() -> None:
    revision = revise(known(), [(5, unit("line-cin-01", "area", None))], (), today=TODAY, by="P9")
    assert ("units", 5, "kind") in [(f.file, f.row, f.field) for f in revision.faults]


def test_nobody_changes_their_own_roles() -> None:
    before = known()
    promoted = replace(before.people["P2"], roles=("dcs",), area="")
    assert [f.reason for f in revise(before, (), [(2, promoted)], today=TODAY, by="P2").faults] == [
        "nobody changes their own roles"
    ]
    assert not revise(before, (), [(2, promoted)], today=TODAY, by="P1").faults


def test_an_area_beside_a_service_of_another_area_is_wrong() -> None:
    stray = person("P4", service="line-cin", area="early-help")
    assert [f.field for f in revise(known(), (), [(2, stray)], today=TODAY, by="P9").faults] == ["area"]


def test_people_left_in_a_team_that_has_ended_since_keep_nobody_else_from_being_corrected() -> None:
    before = known()
    ended = replace(before.units["line-cin-01"], valid_to=TODAY)
    later = Organisation({**before.units, ended.code: ended}, before.people)
    tomorrow = TODAY + timedelta(days=1)
    renamed = person("P3", name="New Name", roles=("dcs",))
    assert revise(later, (), [(2, renamed)], today=tomorrow, by="P9").people[0].name == "New Name"
    stays = person("P2", service="line-cin", team="line-cin-01", line_manager="P1")
    refused = revise(later, (), [(2, stays)], today=tomorrow, by="P9")
    assert [fault.field for fault in refused.faults] == ["team"]
