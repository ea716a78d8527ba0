"""Audits and observations, from plan to moderation. A case is a pseudonym, never a name."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from shared.contracts.registry import Event, event

Grade = Literal["outstanding", "good", "requires_improvement", "inadequate"]
ActivityKind = Literal["case_file_audit", "practice_observation"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``action`` is present when the finding needs one (S22)."""

    finding_id: UUID
    domain: str
    strength: bool
    action: RequiredAction | None = None


class RequiredAction(msgspec.Struct, frozen=True, kw_only=True):
    """What must be done. ``reach`` tells a case action from a wider system improvement (S22)."""

    title: str
    owner: str
    reach: Literal["case", "system"]
    priority: Literal["safeguarding", "high", "medium", "low"]


@event("plan.agreed", version=1, subject="plan_id", source="activities")
class PlanAgreed(Event, frozen=True, kw_only=True):
    """How many activities of a kind one service is to do in one month; ``month`` is its first day."""

    plan_id: UUID
    service: str
    month: date
    kind: ActivityKind
    target: int


@event("activity.allocated", version=1, subject="activity_id", source="activities")
class ActivityAllocated(Event, frozen=True, kw_only=True):
    """An auditor was given a case to audit, for a theme where ``theme_id`` names one (S09)."""

    activity_id: UUID
    kind: ActivityKind
    case: str | None
    auditor: str
    practitioner: str | None
    service: str
    team: str | None
    month: date
    due_on: date
    theme_id: UUID | None = None


@event("activity.submitted", version=1, subject="activity_id", source="activities")
class ActivitySubmitted(Event, frozen=True, kw_only=True):
    """An audit or observation was finished. ``overall`` is None when it is ungraded (S20).

    ``family_voice`` is ``heard`` or the code of an exemption (S18); ``month`` is the first day of the month
    the activity counts in. ``historic`` was done before and imported: it counts, but nobody is told and nothing is
    opened. ``theme_id`` is the theme, spotlight or regulatory theme that it serves (S09).
    """

    activity_id: UUID
    kind: ActivityKind
    case: str | None
    auditor: str
    practitioner: str | None
    service: str
    team: str | None
    month: date
    submitted_on: date
    due_on: date | None
    overall: Grade | None
    domains: dict[str, Grade]
    family_voice: str
    practitioner_took_part: bool
    findings: list[Finding]
    must_be_moderated: bool = False
    setting: str | None = None
    historic: bool = False
    theme_id: UUID | None = None


@event("activity.moderated", version=1, subject="activity_id", source="activities")
class ActivityModerated(Event, frozen=True, kw_only=True):
    """A moderator's judgement, kept beside the original (S11). ``historic`` as of the audit itself.

    ``contest_by`` is the last day on which the auditor may contest it; None where no grade was changed.
    """

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    moderator: str
    service: str
    team: str | None
    month: date
    moderated_on: date
    original: Grade | None
    moderated: Grade | None
    domains: dict[str, Grade] = {}
    historic: bool = False
    contest_by: date | None = None


@event("activity.reallocated", version=1, subject="activity_id", source="activities")
class ActivityReallocated(Event, frozen=True, kw_only=True):
    """An allocated audit was handed on to another auditor. ``reason`` is a code."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    previous_auditor: str
    service: str
    team: str | None
    month: date
    due_on: date
    reallocated_on: date
    reason: str


@event("activity.extended", version=1, subject="activity_id", source="activities")
class ActivityExtended(Event, frozen=True, kw_only=True):
    """An allocated audit is due later. ``reason`` is a code."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    service: str
    team: str | None
    month: date
    due_on: date
    previous_due_on: date
    extended_on: date
    reason: str


@event("activity.withdrawn", version=1, subject="activity_id", source="activities")
class ActivityWithdrawn(Event, frozen=True, kw_only=True):
    """An allocated audit will not be done: it counts as neither allocated nor outstanding. ``reason`` is a code."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    service: str
    team: str | None
    month: date
    withdrawn_on: date
    reason: str


@event("activity.view_given", version=1, subject="activity_id", source="activities")
class ActivityViewGiven(Event, frozen=True, kw_only=True):
    """The practitioner gave their view of an audit, or with ``took_part`` false said that they give none."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    service: str
    team: str | None
    month: date
    given_on: date
    took_part: bool


@event("activity.exemption_asked", version=1, subject="activity_id", source="activities")
class ActivityExemptionAsked(Event, frozen=True, kw_only=True):
    """The auditor asks that the family need not be spoken with; a manager answers (S18)."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    service: str
    team: str | None
    month: date
    asked_on: date


@event("activity.exemption_decided", version=1, subject="activity_id", source="activities")
class ActivityExemptionDecided(Event, frozen=True, kw_only=True):
    """A manager agreed that the family need not be spoken with, or did not."""

    activity_id: UUID
    kind: ActivityKind
    auditor: str
    service: str
    team: str | None
    month: date
    decided_on: date
    approved: bool
