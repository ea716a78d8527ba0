"""The example files are the organisation of the framework, and right."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from services.directory.domain import ROLES, Organisation, Revision, revise
from services.directory.imports import read_people, read_units
from shared.security import roles

FOLDER = Path(__file__).parents[3] / "docs" / "examples" / "organisation"
REPORTS_TO = {
    "practitioner": "team_manager",
    "practice_leader": "team_manager",
    "independent_chair": "team_manager",
    "team_manager": "service_manager",
    "service_manager": "head_of_service",
    "head_of_service": "divisional_director",
    "divisional_director": "dcs",
}


def example() -> Revision:
    units = read_units((FOLDER / "units.csv").read_bytes())
    people = read_people((FOLDER / "people.csv").read_bytes())
    assert not units.faults
    assert not people.faults
    return revise(Organisation(), units.items, people.items, today=date(2026, 3, 2), by="P9")


def test_it_is_taken_whole() -> None:
    assert not example().faults


def test_it_has_the_structure_of_the_framework() -> None:
    assert Counter(unit.kind for unit in example().units) == {"area": 4, "service": 11, "team": 40}


def test_it_has_the_people_that_the_framework_needs() -> None:
    held = Counter(role for person in example().people for role in person.roles)
    assert held["team_manager"] + held["practice_leader"] == 50
    assert held["service_manager"] + held["head_of_service"] == 16
    singles = ("dcs", "divisional_director", "coo", "lead_member", "qa_manager", "principal_social_worker")
    assert all(held[role] == 1 for role in singles)
    social_work = {"line-cin", "looked-after", "fostering-adoption"}
    assert sum("practitioner" in p.roles and p.service in social_work for p in example().people) == 166


def test_every_team_has_one_manager_and_every_line_leads_to_the_director() -> None:
    people = {person.id: person for person in example().people}
    managers = Counter(p.team for p in people.values() if "team_manager" in p.roles)
    assert set(managers.values()) == {1}
    assert len(managers) == 40
    for person in people.values():
        wanted = REPORTS_TO.get(person.roles[0])
        if wanted:
            assert person.line_manager
            manager = people[person.line_manager]
            assert wanted in manager.roles, person
            assert manager.area in (person.area, "all")


def test_nobody_in_it_can_be_written_to() -> None:
    assert all(person.email.endswith("@example.org") for person in example().people)


def test_the_directory_knows_every_role_but_those_that_are_never_staff() -> None:
    assert roles.ROLES - {roles.FAMILY} - roles.MACHINES == ROLES
