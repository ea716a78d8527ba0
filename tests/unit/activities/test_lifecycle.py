"""What may become of an allocated audit: withdrawn, handed on, due later; and when the answer is no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from services.activities.domain import activity as telling
from services.activities.domain.activity import Activity
from services.activities.domain.allocation import ensure_allocatable
from services.activities.domain.calendar import closes
from services.activities.domain.extension import ensure_approved, ensure_later
from services.activities.domain.moderation import Moderation
from services.activities.domain.organisation import Organisation
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.refusals import (
    AlreadySubmitted,
    AuditorElsewhere,
    ExtensionNotApproved,
    MonthMismatch,
    NotAnAuditor,
    NotIndependent,
    NotLater,
    SameAuditor,
    UnknownPerson,
    Withdrawn,
)
from services.activities.domain.vocabulary import EXTENSION_REASONS, REALLOCATION_REASONS, WITHDRAWAL_REASONS
from shared.contracts.errors import Invalid
from tests.unit.activities.builders import MARCH, TODAY, content, organisation, person
from tests.unit.activities.rulings import RULES

DUE = date(2026, 3, 25)
LATER = date(2026, 4, 10)
AUDIT = Activity(
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
    due_on=DUE,
    sample_id=uuid4(),
)
SUBMITTED = AUDIT.submit(content(), practitioner="W1", on=TODAY, must_be_moderated=False)
JUDGED = Moderation(moderator="S2", moderated_on=TODAY, overall="requires_improvement")
CHANGES: list[Callable[[Activity], Activity]] = [
    lambda audit: audit.withdraw(),
    lambda audit: audit.hand_on("M3"),
    lambda audit: audit.extend(LATER),
    lambda audit: audit.submit(content(), practitioner="W1", on=TODAY, must_be_moderated=False),
]


def allocatable(auditor: str, org: Organisation | None = None, practitioner: str | None = "W1") -> None:
    ensure_allocatable(
        auditor,
        area="social-work",
        practitioner=practitioner,
        team="line-cin-01",
        organisation=org or organisation(),
        rules=RULES,
    )


def later(due_on: date, *, before: date = DUE, today: date = TODAY) -> None:
    ensure_later(due_on, before=before, month=MARCH, today=today, rules=RULES)


def test_an_allocated_audit_is_withdrawn_and_nothing_else_of_it_changes() -> None:
    assert AUDIT.withdraw() == replace(AUDIT, status="withdrawn")


def test_an_audit_is_handed_on_to_somebody_else() -> None:
    assert AUDIT.hand_on("M3") == replace(AUDIT, auditor="M3")
    with pytest.raises(SameAuditor) as refused:
        AUDIT.hand_on("M2")
    assert (refused.value.rule, list(refused.value.fields)) == ("same-auditor", ["auditor"])


def test_an_extension_changes_the_due_date_alone() -> None:
    assert (AUDIT.due, AUDIT.extend(LATER)) == (DUE, replace(AUDIT, due_on=LATER))


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_written_stays(change: Callable[[Activity], Activity]) -> None:
    for written in (SUBMITTED, SUBMITTED.moderate(JUDGED)):
        with pytest.raises(AlreadySubmitted):
            change(written)


@pytest.mark.parametrize("change", [*CHANGES, lambda audit: audit.moderate(JUDGED)])
def test_a_withdrawn_audit_stays_withdrawn(change: Callable[[Activity], Activity]) -> None:
    with pytest.raises(Withdrawn) as refused:
        change(AUDIT.withdraw())
    assert (refused.value.rule, refused.value.source) == ("withdrawn", "S07")


@pytest.mark.parametrize("known", [WITHDRAWAL_REASONS, REALLOCATION_REASONS, EXTENSION_REASONS])
def test_a_reason_is_a_code_and_other_says_more(known: tuple[str, ...]) -> None:
    for code in known:
        ensure_reason(Reason(code=code, note="She asked for it."), known)
        if code != "other":
            ensure_reason(Reason(code=code), known)
    for reason, field in ((Reason(code="tired"), "reason"), (Reason(code="other", note=" "), "note")):
        with pytest.raises(Invalid) as refused:
            ensure_reason(reason, known)
        assert list(refused.value.fields) == [field]


def test_the_reasons_are_those_of_each_change() -> None:
    assert WITHDRAWAL_REASONS == (
        "case_closed",
        "auditor_absent",
        "duplicate",
        "wrong_case",
        "family_safety",
        "other",
    )
    assert EXTENSION_REASONS == (
        "family_unavailable",
        "practitioner_absent",
        "court_or_review",
        "auditor_absent",
        "other",
    )
    assert REALLOCATION_REASONS == ("auditor_absent", "auditor_left", "not_independent", "workload", "other")


def test_the_rules_of_allocation_hold_for_the_new_auditor() -> None:
    allocatable("M2")
    allocatable("M3")
    allocatable("L2", organisation(person("L2", "practice_leader", "looked-after-01")))
    allocatable("M3", practitioner=None)


@pytest.mark.parametrize(
    ("auditor", "refusal", "rule"),
    [
        ("X1", UnknownPerson, "unknown-person"),
        ("W2", NotAnAuditor, "auditor-role"),
        ("S2", NotAnAuditor, "auditor-role"),
        ("Q1", NotAnAuditor, "auditor-role"),
        ("G1", NotAnAuditor, "auditor-role"),
        ("M9", AuditorElsewhere, "auditor-area"),
        ("M1", NotIndependent, "independence"),
        ("L1", NotIndependent, "independence"),
    ],
)
def test_who_may_not_be_handed_an_audit(auditor: str, refusal: type[Exception], rule: str) -> None:
    with pytest.raises(refusal) as refused:
        allocatable(auditor)
    assert refused.value.rule == rule  # type: ignore[attr-defined]


def test_nobody_is_handed_their_own_case_or_one_they_stand_above() -> None:
    """Far from the team that holds the case, so that nothing but person and line can refuse."""
    org = organisation(
        person("M7", "team_manager", "looked-after-01"),
        person("S1", "service_manager", None, "M7", service="line-cin"),
    )
    for practitioner in ("M7", "S1", "W1"):
        with pytest.raises(NotIndependent):
            allocatable("M7", org, practitioner=practitioner)


def test_an_extension_is_later_and_has_not_passed() -> None:
    later(date(2026, 3, 26))
    later(TODAY, before=date(2026, 3, 10))
    for due_on, before in ((DUE, DUE), (date(2026, 3, 24), DUE), (date(2026, 3, 19), date(2026, 3, 10))):
        with pytest.raises(NotLater) as refused:
            later(due_on, before=before)
        assert (refused.value.rule, list(refused.value.fields)) == ("later-date", ["due_on"])


def test_an_extension_ends_where_the_audit_would_count_no_more() -> None:
    assert closes(MARCH, RULES) == date(2026, 7, 1)
    later(date(2026, 7, 1))
    with pytest.raises(MonthMismatch) as refused:
        later(date(2026, 7, 2))
    assert refused.value.fields == {"due_on": ["is after 2026-07-01"]}


@pytest.mark.parametrize("approver", ["S1", "S2", "H1", "Q1", "P1"])
def test_those_who_answer_for_the_programme_approve(approver: str) -> None:
    ensure_approved(approver, "M2", "W1", organisation(person("P1", "principal_social_worker")), RULES)


@pytest.mark.parametrize("approver", ["M3", "L1", "W2", "X1", "S9", "S8", "S7"])
def test_nobody_else_approves_and_nobody_for_themselves(approver: str) -> None:
    org = organisation(
        person("S9", "service_manager", active=False),
        person("S8", "service_manager team_manager"),
        person("S7", "service_manager"),
    )
    with pytest.raises(ExtensionNotApproved) as refused:
        ensure_approved(approver, "S8", "S7", org, RULES)
    assert (refused.value.rule, list(refused.value.fields)) == ("extension-approval", ["approved_by"])


def test_without_a_practitioner_only_the_auditor_may_not_approve() -> None:
    ensure_approved("S1", "M2", None, organisation(), RULES)
    with pytest.raises(ExtensionNotApproved):
        ensure_approved("S1", "S1", None, organisation(), RULES)


def test_events_carry_codes_and_the_state_after_the_change() -> None:
    handed = telling.reallocated(AUDIT.hand_on("M3"), before="M2", on=TODAY, reason="workload")
    assert (handed.auditor, handed.previous_auditor, handed.due_on) == ("M3", "M2", DUE)
    extended = telling.extended(AUDIT.extend(LATER), before=DUE, on=TODAY, reason="court_or_review")
    assert (extended.auditor, extended.previous_due_on, extended.due_on) == ("M2", DUE, LATER)
    gone = telling.withdrawn(AUDIT.withdraw(), on=TODAY, reason="duplicate")
    assert (gone.auditor, gone.withdrawn_on, gone.reason) == ("M2", TODAY, "duplicate")
    for event in (handed, extended, gone):
        assert (event.activity_id, event.area, event.service, event.team, event.month, event.kind) == (
            AUDIT.activity_id,
            AUDIT.area,
            AUDIT.service,
            AUDIT.team,
            MARCH,
            "case_file_audit",
        )
        assert not {"case", "note"} & set(event.__struct_fields__)
