"""The words of reviews, and the codes that stand for them (S24, S25, S26)."""

from __future__ import annotations

from typing import Literal, get_args

from services.activities.domain.vocabulary import OFFICES, OTHER
from shared.contracts.events.reviews import ReviewKind

SUCCESS: ReviewKind = "success_review"
LEARNING: ReviewKind = "learning_review"
REVIEW_KINDS: tuple[str, ...] = get_args(ReviewKind)

ReviewStatus = Literal[
    "proposed", "declined", "agreed", "held", "written", "released", "closed", "called_off"
]
REVIEW_STATUSES: tuple[str, ...] = get_args(ReviewStatus)

Trigger = Literal["plan_progress", "inadequate_audit", "incident"]
TRIGGERS: tuple[str, ...] = get_args(Trigger)
"""Concerns about a plan's progress, a significantly inadequate audit, an incident (S25)."""

SOURCES: tuple[str, ...] = (
    "family",
    "compliment",
    "partner",
    "audit",
    "observation",
    "independent_chair",
    "colleague",
    "manager",
    "performance_data",
    "external_review",
)
"""Who or what saw that the work made a real difference (S24)."""

PROCEDURES: tuple[str, ...] = ("safeguarding", "disciplinary", "serious_incident")
"""What a learning review never stands in for (S25)."""

AGENCIES: tuple[str, ...] = (
    "education",
    "health",
    "mental_health",
    "substance_misuse",
    "police",
    "probation",
    "housing",
    "voluntary",
    OTHER,
)
ABSENCES: tuple[str, ...] = ("declined", "absent", "left", "nobody_involved")
"""Why somebody's view is not there."""

LATER: tuple[str, ...] = (
    "participant_absent",
    "family_unavailable",
    "chair_absent",
    "procedure_running",
    OTHER,
)
"""Why a review is due later."""

CALLED_OFF: tuple[str, ...] = (
    "procedure_takes_over",
    "family_asked_for_it",
    "nobody_left_to_ask",
    "learned_elsewhere",
    "agreed_in_error",
    OTHER,
)
"""Why a review that was agreed is not held."""

CHAIRS = OFFICES - {"divisional_director", "dcs", "external_reviewer"}
"""Roles that may chair a learning review: they judge practice, and the rule of independence narrows them (S25)."""
FACILITATORS = frozenset({"principal_social_worker"})
"""A success review is facilitated by the principal social worker (S24)."""

APPROVERS = frozenset({"qa_manager", "principal_social_worker"})
"""Roles that answer for reviews: one of them, and never the chair alone, agrees that a review is called off."""

GUIDANCE = {
    SUCCESS: "Find out together what made the difference, and say thank you. Not everything has to have gone as "
    "planned: what counts is that practice and outcome were good for the child.",
    LEARNING: "Nobody is on trial here. Write what happened, what made it likely and what would help next time; "
    "write of roles and circumstances, not of who should have known. Where somebody's conduct has to be looked at, "
    "that has its own procedure, and needed steps are not delayed for this review.",
}
"""What whoever writes a review reads first."""
