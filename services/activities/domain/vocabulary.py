"""The field's words, and the codes that stand for them in requests, tables and events."""

from __future__ import annotations

from typing import Literal, get_args

from shared.contracts.events.activities import ActivityKind, Grade

AUDIT: ActivityKind = "case_file_audit"
OBSERVATION: ActivityKind = "practice_observation"

Status = Literal["allocated", "submitted", "moderated", "withdrawn"]
RatingStatus = Literal["requested", "given", "refused", "withdrawn", "handed_on"]
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

OFFICES = frozenset(
    {
        "practice_leader",
        "team_manager",
        "service_manager",
        "head_of_service",
        "divisional_director",
        "dcs",
        "qa_manager",
        "principal_social_worker",
        "independent_chair",
        "external_reviewer",
    }
)
"""Roles whose office it can be to look at practice (S07, S15, S16, S17); which of them may do what, the rules say."""

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
CONCERNS: tuple[str, ...] = ("immediate_danger", "significant_harm", "allegation_against_staff", OTHER)
"""What makes somebody raise a safeguarding concern (sector practice, Kent)."""
ABSENCE_REASONS: tuple[str, ...] = ("declined", "absent", "left", OTHER)
"""Why a practitioner gives no view (S08)."""
WITHDRAWAL_REASONS: tuple[str, ...] = (
    "case_closed",
    "auditor_absent",
    "duplicate",
    "wrong_case",
    "family_safety",
    OTHER,
)
"""Why an allocated audit is not done."""
AMENDMENT_REASONS: tuple[str, ...] = (
    "typing_error",
    "wrong_case",
    "wrong_person",
    "wrong_place",
    "wrong_date",
    "new_information",
    OTHER,
)
"""Why a recorded activity is corrected."""
RETRACTION_REASONS: tuple[str, ...] = (
    "duplicate",
    "not_done",
    "wrong_case",
    "wrong_place",
    "family_safety",
    OTHER,
)
"""Why a recorded activity is withdrawn."""
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
