"""The field's words, and the codes that stand for them in requests, tables and events."""

from __future__ import annotations

from typing import Literal, get_args

from shared.contracts.events.activities import ActivityKind, Grade

AUDIT: ActivityKind = "case_file_audit"
OBSERVATION: ActivityKind = "practice_observation"

Status = Literal["allocated", "submitted", "moderated", "withdrawn"]
RatingStatus = Literal["requested", "given", "refused", "withdrawn"]
Grading = Literal["graded", "ungraded"]
Reach = Literal["case", "system"]
Priority = Literal["safeguarding", "high", "medium", "low"]

KINDS: tuple[str, ...] = get_args(ActivityKind)
GRADES: tuple[str, ...] = get_args(Grade)
STATUSES: tuple[str, ...] = get_args(Status)
RATING_STATUSES: tuple[str, ...] = get_args(RatingStatus)
GRADINGS: tuple[str, ...] = get_args(Grading)
REACHES: tuple[str, ...] = get_args(Reach)
PRIORITIES: tuple[str, ...] = get_args(Priority)

DOMAINS: tuple[str, ...] = (
    "history_chronology",
    "assessment_risk",
    "childs_voice",
    "plan_review",
    "direct_work",
    "multi_agency",
    "management_oversight",
    "recording",
    "permanence",
    "impact",
)

SETTINGS: tuple[str, ...] = (
    "review",
    "conference",
    "team_around_family",
    "children_centre_session",
    "youth_project",
    "groupwork",
    "one_to_one",
    "direct_work",
    "other_meeting",
)
"""Where practice may be observed (S12)."""

HEARD = "heard"
EXEMPT = "exempt"
EXEMPTIONS: tuple[str, ...] = (
    "family_declined",
    "not_safe_to_contact",
    "child_too_young_no_carer",
    "no_response_after_three_tries",
    "ongoing_proceedings",
)
"""Why there was no conversation with the family (S18)."""

ALLOCATED_TO = frozenset({"team_manager", "practice_leader"})
"""Roles that a sample is allocated to (S07)."""

AUDITORS = ALLOCATED_TO | {
    "service_manager",
    "head_of_service",
    "divisional_director",
    "dcs",
    "qa_manager",
    "principal_social_worker",
    "independent_chair",
    "external_reviewer",
}
"""Roles that may audit or observe: every manager's, and those whose office it is (S07, S15, S16, S17)."""

RATERS = AUDITORS - {"divisional_director", "dcs", "external_reviewer"}
"""Roles that may rate an audit a second time: those that audit case files themselves (S06, S07)."""

MODERATORS = frozenset({"service_manager", "head_of_service"})
"""Roles that may moderate (S11)."""

QUALITY = frozenset({"qa_manager", "principal_social_worker"})
"""Roles that answer for the programme."""

APPROVERS = MODERATORS | QUALITY
"""Roles that may approve a later due date (S07): they answer for the programme."""

SENIOR_LEADERS = frozenset({"dcs", "divisional_director", "head_of_service"})
"""Roles that visit on focused practice days (S15)."""

SUBJECTS: tuple[str, ...] = (
    *DOMAINS,
    "performance_data",
    "strategic_leadership",
    "learning_culture",
    "workforce",
    "performance_management",
)
"""What a recorded activity may find something about: practice, the data (S21), leadership (S40)."""

DIVISION = "all"
"""The area of those who work for the whole division, and of what is about it."""

OTHER = "other"
"""The reason that needs a note."""
WITHDRAWAL_REASONS: tuple[str, ...] = (
    "case_closed",
    "auditor_absent",
    "duplicate",
    "wrong_case",
    "family_safety",
    OTHER,
)
"""Why an allocated audit is not done."""
REALLOCATION_REASONS: tuple[str, ...] = (
    "auditor_absent",
    "auditor_left",
    "not_independent",
    "workload",
    OTHER,
)
"""Why an audit is handed on."""
EXTENSION_REASONS: tuple[str, ...] = (
    "family_unavailable",
    "practitioner_absent",
    "court_or_review",
    "auditor_absent",
    OTHER,
)
"""Why an audit is due later."""
