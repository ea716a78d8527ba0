"""Whoever does something in the invented year may do it: checked with the example organisation."""

from __future__ import annotations

import pytest

from shared.demo.crew import Crew
from shared.demo.loading import holders, read_organisation
from shared.demo.observations import WHERE as OBSERVED
from shared.demo.organisation import Organisation
from shared.demo.voices import WHERE as HEARD
from shared.demo.year import AUDITS_PER_MONTH, SAMPLED

SERVICES = sorted({*AUDITS_PER_MONTH, *OBSERVED})


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return read_organisation()


@pytest.fixture(scope="module")
def crew(organisation: Organisation) -> Crew:
    return Crew(7, organisation)


def test_every_service_that_the_script_names_exists(organisation: Organisation) -> None:
    assert {*SERVICES, *HEARD} <= set(organisation.services)


@pytest.mark.parametrize("service", SERVICES)
def test_auditors_are_outside_the_team_and_the_line_and_of_the_same_area(
    service: str, organisation: Organisation, crew: Crew
) -> None:
    for number in range(20):
        practitioner = crew.practitioner(service, number)
        auditor = organisation.person(crew.auditor(practitioner, number))
        assert auditor.id not in organisation.line_of(practitioner)
        assert auditor.team != practitioner.team
        assert organisation.area_of_person(auditor) == organisation.area_of(service)


@pytest.mark.parametrize("service", SERVICES)
def test_nobody_approves_observes_or_moderates_their_own(
    service: str, organisation: Organisation, crew: Crew
) -> None:
    for number in range(20):
        practitioner = crew.practitioner(service, number)
        auditor = crew.auditor(practitioner, number)
        assert crew.approver(service, auditor) not in {auditor, practitioner.id}
        assert crew.observer(practitioner, number) != practitioner.id
        moderator = crew.moderator(service, auditor, practitioner)
        assert moderator not in {auditor, practitioner.id, *organisation.line_of(practitioner)}
        assert organisation.area_of_person(organisation.person(moderator)) == organisation.area_of(service)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("reach", ["case", "system"])
def test_somebody_else_closes_what_an_owner_did(
    service: str, reach: str, organisation: Organisation, crew: Crew
) -> None:
    for number in range(20):
        owner = crew.owner(reach, crew.practitioner(service, number))
        closer = organisation.person(crew.closer(owner))
        assert closer.id != owner
        assert not closer.roles <= {"practitioner"}


def test_a_case_outside_the_statutory_returns_is_invented(crew: Crew) -> None:
    assert crew.case("children-centres", 1).startswith("INVE")
    assert crew.case("residential-homes", 1).startswith("INVL")


def test_cases_are_held_by_practitioners_of_real_teams(organisation: Organisation) -> None:
    held = holders(organisation)
    assert set(held) == set(SAMPLED)
    for service, teams in held.items():
        assert set(teams) == set(organisation.teams(service))
        assert all(teams.values())
