"""Who may rate an audit a second time, what they grade, and that it ends once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from services.activities.domain.activity import Activity
from services.activities.domain.moderation import Moderation
from services.activities.domain.organisation import Organisation
from services.activities.domain.rating import SecondRating, ensure_ratable, ensure_rater, ensure_whole
from services.activities.domain.refusals import (
    AuditsOnly,
    NotAnAuditor,
    NotIndependent,
    NotSubmitted,
    RaterElsewhere,
    RaterNotBlind,
    RatingClosed,
    UnknownPerson,
    WrongGrading,
)
from services.activities.domain.vocabulary import DOMAINS
from shared.security.policy import roles_with
from tests.unit.activities.builders import MARCH, TODAY, content, organisation, person
from tests.unit.activities.rulings import RULES

DONE = date(2026, 3, 10)


def audit(**changes) -> Activity:
    whole = Activity(
        activity_id=UUID(int=1),
        kind="case_file_audit",
        status="submitted",
        area="social-work",
        service="line-cin",
        team="line-cin-01",
        case="C-ABCDEFGHIJKL",
        auditor="M2",
        practitioner="W1",
        month=MARCH,
        submitted_on=DONE,
        content=content(),
    )
    return replace(whole, **changes)


def rate(rater: str, saw: tuple[str, ...] = (), org: Organisation | None = None, **changes) -> None:
    ensure_rater(rater, audit(**changes), saw, org or organisation(), RULES)


def asked() -> SecondRating:
    return SecondRating(
        rating_id=uuid4(), activity_id=uuid4(), rater="M3", requested_by="Q1", requested_on=DONE
    )


def test_an_independent_auditor_of_the_area_rates() -> None:
    rate("M3")
    rate("S2")
    rate("Q1", org=organisation(person("Q1", "qa_manager", area="all")))


def test_raters_are_those_who_may_submit_audits() -> None:
    assert roles_with("activities", "audits:submit") == set(RULES.second_rater_roles.value)


@pytest.mark.parametrize("role", ["practitioner", "dcs", "divisional_director", "external_reviewer"])
def test_who_does_not_audit_case_files_does_not_rate(role: str) -> None:
    with pytest.raises(NotAnAuditor, match="M3 has no role that audits case files"):
        rate("M3", org=organisation(person("M3", role, "looked-after-01")))


def test_who_left_and_who_is_not_known_does_not_rate() -> None:
    with pytest.raises(NotAnAuditor):
        rate("G1")
    with pytest.raises(UnknownPerson):
        rate("X9")


def test_who_works_in_another_area_does_not_rate() -> None:
    with pytest.raises(RaterElsewhere):
        rate("M9")
    with pytest.raises(RaterElsewhere):
        rate("Q1")


@pytest.mark.parametrize("rater", ["M1", "L1", "S1", "H1"])
def test_a_second_rater_is_as_independent_as_an_auditor(rater: str) -> None:
    with pytest.raises(NotIndependent, match=rater):
        rate(rater)


def test_who_knows_the_first_rating_does_not_rate() -> None:
    with pytest.raises(RaterNotBlind, match="own audit"):
        rate("M2")
    made = Moderation(moderator="S2", moderated_on=TODAY, overall="good")
    with pytest.raises(RaterNotBlind, match="S2 moderated"):
        rate("S2", moderation=made, status="moderated")
    rate("M3", moderation=made, status="moderated")
    with pytest.raises(RaterNotBlind, match="M3 has seen"):
        rate("M3", saw=("Q1", "M3"))
    rate("M3", saw=("Q1",))


def test_only_graded_audits_that_were_submitted_are_rated() -> None:
    ensure_ratable(audit())
    with pytest.raises(AuditsOnly):
        ensure_ratable(audit(kind="practice_observation"))
    with pytest.raises(NotSubmitted):
        ensure_ratable(audit(status="allocated", content=None))
    with pytest.raises(WrongGrading):
        ensure_ratable(audit(content=content(grading="ungraded", overall=None, domains=())))


def test_every_domain_that_the_audit_graded_is_graded_again_and_no_other() -> None:
    whole = dict.fromkeys(DOMAINS[:8], "good")
    ensure_whole(whole, content())
    with pytest.raises(WrongGrading) as refused:
        ensure_whole({**dict.fromkeys(DOMAINS[2:8], "good"), "impact": "good"}, content())
    assert refused.value.fields == {
        "domains.assessment_risk": ["is missing"],
        "domains.history_chronology": ["is missing"],
        "domains.impact": ["was not graded in the audit"],
    }


def test_a_rating_is_given_once() -> None:
    given = asked().give("good", {"impact": "good"}, on=TODAY)
    assert (given.status, given.overall, given.domains) == ("given", "good", {"impact": "good"})
    assert (given.closed_on, given.version, given.reason) == (TODAY, 2, "")
    for again in (
        lambda: given.give("good", {}, on=TODAY),
        lambda: given.refuse("No time", on=TODAY),
        lambda: given.withdraw("A mistake", on=TODAY),
    ):
        with pytest.raises(RatingClosed, match="was given before"):
            again()


def test_a_rating_is_refused_or_withdrawn_with_a_reason() -> None:
    assert asked().version == 1
    refused = asked().refuse("I know the family", on=TODAY)
    assert (refused.status, refused.reason, refused.closed_on) == ("refused", "I know the family", TODAY)
    withdrawn = asked().withdraw("Asked the wrong person", on=TODAY)
    assert (withdrawn.status, withdrawn.reason, withdrawn.version) == (
        "withdrawn",
        "Asked the wrong person",
        2,
    )
    assert refused.overall is None
