"""What makes an audit or observation fit to submit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from services.activities.domain.capture import ensure_fit
from services.activities.domain.content import Content, Family
from services.activities.domain.refusals import (
    ActionNeeded,
    ExemptionNotApproved,
    FamilyVoiceMissing,
    FutureDate,
    NotAnAuditor,
    NotIndependent,
    ReflectionMonth,
    UnknownOwner,
    UnknownPerson,
    WrongGrading,
)
from services.activities.domain.vocabulary import SETTINGS
from shared.contracts.errors import Invalid
from shared.contracts.identifiers import IdentifierInText
from tests.unit.activities.builders import MARCH, TODAY, action, content, finding, organisation, person
from tests.unit.activities.rulings import RULES


def submit(what: Content, **changes: Any) -> None:
    given = {
        "kind": "case_file_audit",
        "auditor": "M2",
        "practitioner": "W1",
        "team": "line-cin-01",
        "month": MARCH,
        "completed_on": date(2026, 3, 10),
        "today": TODAY,
        "identifier": "CH-0001234",
        "organisation": organisation(),
        "rules": RULES,
    } | changes
    ensure_fit(what, **given)  # type: ignore[arg-type]


def test_a_whole_audit_is_fit() -> None:
    submit(content())


def test_no_audit_counts_in_a_reflection_month() -> None:
    with pytest.raises(ReflectionMonth):
        submit(content(), month=date(2025, 12, 1), completed_on=date(2025, 12, 5))


def test_the_dates_and_the_grades_are_asked_about_too() -> None:
    with pytest.raises(FutureDate):
        submit(content(), completed_on=date(2026, 3, 21))
    with pytest.raises(WrongGrading):
        submit(content(overall=None))


@pytest.mark.parametrize(
    "family",
    [
        None,
        Family(outcome="forgot"),
        Family(outcome="heard", who="parent"),
        Family(outcome="heard", said="Thank you"),
        Family(outcome="exempt", approved_by="M1"),
        Family(outcome="exempt", code="too_busy", approved_by="M1"),
    ],
)
def test_neither_conversation_nor_coded_exemption_is_refused(family: Family | None) -> None:
    for kind, setting in (("case_file_audit", None), ("practice_observation", "review")):
        with pytest.raises(FamilyVoiceMissing) as refused:
            submit(content(family=family, setting=setting), kind=kind)
        assert (refused.value.rule, refused.value.source) == ("family-voice", "S18")


@pytest.mark.parametrize("code", RULES.family_exemptions.value)
def test_a_coded_exemption_is_enough_once_a_colleague_approved_it(code: str) -> None:
    submit(content(family=Family(outcome="exempt", code=code, approved_by="M1")))


@pytest.mark.parametrize("approver", [None, "M2", "W1", "nobody", "G1"])
def test_an_exemption_is_not_approved_by_auditor_practitioner_stranger_or_leaver(
    approver: str | None,
) -> None:
    family = Family(outcome="exempt", code="family_declined", approved_by=approver)
    with pytest.raises(ExemptionNotApproved):
        submit(content(family=family))


def test_an_inadequate_says_what_must_be_done() -> None:
    bare = content(overall="inadequate", findings=(finding("recording"),))
    with pytest.raises(ActionNeeded):
        submit(bare)
    submit(replace(bare, findings=(finding("recording", action=action()),)))
    submit(content(overall="good", findings=()))


@pytest.mark.parametrize("owner", ["nobody", "G1"])
def test_an_action_is_owned_by_somebody_at_work_here(owner: str) -> None:
    with pytest.raises(UnknownOwner) as refused:
        submit(content(findings=(finding("recording"), finding("impact", action=action(owner=owner)))))
    assert list(refused.value.fields) == ["findings.1.action.owner"]


@pytest.mark.parametrize("wrong", [{"reach": "everywhere"}, {"priority": "soon"}])
def test_an_action_has_a_known_reach_and_priority(wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        submit(content(findings=(finding("impact", action=action(**wrong)),)))


@pytest.mark.parametrize("auditor", ["W1", "G1"])
def test_an_auditor_has_a_role_that_audits_and_is_at_work(auditor: str) -> None:
    with pytest.raises(NotAnAuditor):
        submit(content(), auditor=auditor)


def test_managers_may_observe_their_own_team_but_nobody_observes_themselves() -> None:
    observed = content(setting="groupwork", grading="ungraded", overall=None, domains=())
    submit(observed, kind="practice_observation", auditor="M1")
    submit(observed, kind="practice_observation", auditor="M1", practitioner=None)
    with pytest.raises(NotIndependent):
        submit(observed, kind="practice_observation", auditor="M1", practitioner="M1")
    with pytest.raises(NotIndependent):
        submit(content(), auditor="M1")
    with pytest.raises(UnknownPerson):
        submit(observed, kind="practice_observation", auditor="M1", practitioner="W404")


@pytest.mark.parametrize("setting", [None, "corridor"])
def test_an_observation_says_what_was_observed(setting: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        submit(content(setting=setting), kind="practice_observation")
    assert list(refused.value.fields) == ["setting"]


def test_every_setting_of_the_framework_may_be_observed() -> None:
    for setting in SETTINGS:
        submit(content(setting=setting), kind="practice_observation")


def test_narrative_names_no_child() -> None:
    with pytest.raises(IdentifierInText) as refused:
        submit(content(family=Family(outcome="heard", who="parent", said="ch-0001234 is doing well")))
    assert refused.value.fields == {"family.said": ["holds the child's identifier"]}


def test_an_approver_who_joined_later_counts() -> None:
    family = Family(outcome="exempt", code="family_declined", approved_by="N1")
    submit(content(family=family), organisation=organisation(person("N1", "service_manager")))
