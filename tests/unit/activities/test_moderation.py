"""A second judgement beside the first, by somebody who may (S11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.activities.domain.activity import Activity, allocated, moderated, submitted
from services.activities.domain.content import Content, Family
from services.activities.domain.moderation import (
    Moderation,
    ensure_judgement,
    ensure_moderator,
    ensure_no_rater,
    must_be_moderated,
)
from services.activities.domain.refusals import (
    AlreadyModerated,
    AlreadySubmitted,
    AuditsOnly,
    ChangeWithoutReason,
    FutureDate,
    ModeratorNotIndependent,
    MonthMismatch,
    NotAModerator,
    NotSubmitted,
    WrongGrading,
)
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY, content, organisation, person
from tests.unit.activities.rulings import RULES, ruling

DONE = date(2026, 3, 10)


def judgement(**changes: Any) -> Moderation:
    whole = {
        "moderator": "S2",
        "moderated_on": TODAY,
        "overall": "good",
        "comment": "More was done than recorded.",
    }
    return Moderation(**(whole | changes))


def judge(original: Content, **changes: Any) -> None:
    ensure_judgement(judgement(**changes), original, DONE, TODAY)


def an_allocated_audit() -> Activity:
    return Activity(
        activity_id=uuid4(),
        kind="case_file_audit",
        status="allocated",
        area="social-work",
        service="line-cin",
        team="line-cin-01",
        case="C-ABCDEFGHIJKL",
        auditor="M2",
        practitioner="W1",
        month=MARCH,
        due_on=TODAY,
    )


def test_service_managers_and_heads_of_service_moderate() -> None:
    org = organisation(person("H2", "head_of_service", service="early-help"))
    for moderator in ("S2", "H2"):
        ensure_moderator(moderator, "M2", "W1", org, RULES)
    for other in ("M3", "Q1", "W2"):
        with pytest.raises(NotAModerator):
            ensure_moderator(other, "M2", "W1", org, RULES)
    with pytest.raises(NotAModerator):
        ensure_moderator("H3", "M2", "W1", organisation(person("H3", "head_of_service", active=False)), RULES)


@pytest.mark.parametrize(
    ("auditor", "practitioner", "moderator"),
    [("S2", "W1", "S2"), ("M3", "S2", "S2"), ("M3", "M1", "S1"), ("M3", "S1", "H1"), ("S2", None, "S2")],
)
def test_nobody_moderates_their_own_audit_or_practice_or_whom_they_manage_directly(
    auditor: str, practitioner: str | None, moderator: str
) -> None:
    with pytest.raises(ModeratorNotIndependent):
        ensure_moderator(moderator, auditor, practitioner, organisation(), RULES)


def test_the_managers_of_the_service_moderate_the_audits_of_its_teams() -> None:
    for moderator in ("S1", "H1"):
        ensure_moderator(moderator, "M2", "W1", organisation(), RULES)


def test_somebody_who_manages_the_worker_directly_is_refused_by_name() -> None:
    org = organisation(person("W1", "practitioner", "line-cin-01", "S1"))
    with pytest.raises(ModeratorNotIndependent, match="S1 is the line manager of W1"):
        ensure_moderator("S1", "M2", "W1", org, RULES)
    ensure_moderator("H1", "M2", "W1", org, RULES)


def test_a_second_rater_does_not_moderate() -> None:
    ensure_no_rater("S2", None)
    for status in ("requested", "given"):
        with pytest.raises(ModeratorNotIndependent, match="S2 rates this audit"):
            ensure_no_rater("S2", status)


def test_observations_are_not_moderated() -> None:
    observed = replace(an_allocated_audit(), kind="practice_observation", status="submitted")
    with pytest.raises(AuditsOnly):
        observed.moderate(judgement())


def test_without_a_practitioner_only_the_auditor_is_left_out() -> None:
    ensure_moderator("S1", "M2", None, organisation(), RULES)


def test_a_changed_grade_says_why() -> None:
    judge(content())
    judge(content(overall="good"), comment="")
    with pytest.raises(ChangeWithoutReason):
        judge(content(), comment="  ")
    with pytest.raises(ChangeWithoutReason):
        judge(content(overall="good"), comment="", domains={"recording": "inadequate"})
    judge(content(overall="good"), comment="", domains={"recording": "good"})


def test_a_judgement_is_dated_between_the_audit_and_today() -> None:
    judge(content(), moderated_on=DONE)
    with pytest.raises(MonthMismatch):
        judge(content(), moderated_on=date(2026, 3, 9))
    with pytest.raises(FutureDate):
        judge(content(), moderated_on=date(2026, 3, 21))


def test_graded_is_moderated_with_a_grade_and_ungraded_without() -> None:
    with pytest.raises(WrongGrading):
        judge(content(), overall=None)
    ungraded = content(grading="ungraded", overall=None, domains=())
    judge(ungraded, overall=None)
    with pytest.raises(WrongGrading):
        judge(ungraded)
    with pytest.raises(WrongGrading):
        judge(ungraded, overall=None, domains={"impact": "good"})


def test_codes_that_the_field_does_not_know_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        judge(content(), overall="9", domains={"tea": "good", "impact": "9"})
    assert set(refused.value.fields) == {"overall", "domains.tea", "domains.impact"}


def test_the_original_grade_stays_as_it_was() -> None:
    audit = an_allocated_audit().submit(content(), practitioner="W1", on=DONE, must_be_moderated=False)
    after = audit.moderate(judgement(domains={"impact": "good"}))
    assert after.content == audit.content
    assert after.status == "moderated"
    assert after.moderation is not None
    event = moderated(after, after.moderation)
    assert (event.original, event.moderated, event.domains) == (
        "requires_improvement",
        "good",
        {"impact": "good"},
    )


def test_an_audit_goes_one_way_from_allocated_to_moderated() -> None:
    audit = an_allocated_audit()
    assert (audit.version, audit.at(2).version) == (1, 2)
    assert audit.at(1) is audit
    assert allocated(audit, TODAY).due_on == TODAY
    with pytest.raises(NotSubmitted):
        audit.moderate(judgement())
    done = audit.submit(content(), practitioner="W1", on=DONE, must_be_moderated=False)
    with pytest.raises(AlreadySubmitted):
        done.submit(content(), practitioner="W1", on=DONE, must_be_moderated=False)
    looked_at = done.moderate(judgement())
    with pytest.raises(AlreadyModerated):
        looked_at.moderate(judgement())


def test_every_inadequate_audit_must_be_moderated() -> None:
    assert must_be_moderated("case_file_audit", "inadequate", RULES)
    assert not must_be_moderated("practice_observation", "inadequate", RULES)
    assert not must_be_moderated("case_file_audit", None, RULES)
    assert not must_be_moderated("case_file_audit", "requires_improvement", RULES)
    more = ruling(moderated_grades=("inadequate", "requires_improvement"))
    assert must_be_moderated("case_file_audit", "requires_improvement", more)
    worst = an_allocated_audit().submit(content(), practitioner=None, on=DONE, must_be_moderated=True)
    assert worst.must_be_moderated
    assert not an_allocated_audit().must_be_moderated


def test_the_event_carries_codes_and_no_narrative() -> None:
    what = content(family=Family(outcome="exempt", code="family_declined", approved_by="M1"))
    audit = an_allocated_audit().submit(what, practitioner="W1", on=DONE, must_be_moderated=False)
    event = submitted(audit, what, DONE)
    assert event.family_voice == "family_declined"
    assert event.domains == {one.domain: "good" for one in what.domains}
    assert [one.action.owner if one.action else None for one in event.findings] == [None, "M1", "M2"]
    told = repr(event)
    for field, text in what.texts():
        if text and not field.endswith("action.title"):
            assert text not in told
