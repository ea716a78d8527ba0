"""The events around moderation: who moderates, what is contested and decided, and a concern for a child."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.activities.domain.activity import Activity
from services.activities.domain.adjudication import Adjudication
from shared.contracts.events import activities as events
from shared.contracts.events import moderation as told


def moderation_assigned(audit: Any, moderator: str, due_on: date) -> told.ActivityModerationAssigned:
    """``audit`` is a summary: an activity without what was written."""
    return told.ActivityModerationAssigned(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        moderator=moderator,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        due_on=due_on,
    )


def contested(audit: Activity, *, moderator: str, on: date) -> told.ActivityContested:
    return told.ActivityContested(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        auditor=audit.auditor,
        moderator=moderator,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        contested_on=on,
    )


def adjudicated(
    audit: Activity, decision: Adjudication, second: events.Grade | None
) -> told.ActivityAdjudicated:
    """``second`` is the overall grade of a second rating, where one was given."""
    moderation = audit.moderation
    return told.ActivityAdjudicated(
        area=audit.area,
        activity_id=audit.activity_id,
        kind=audit.kind,
        auditor=audit.auditor,
        moderator=moderation.moderator if moderation else None,
        adjudicator=decision.adjudicator,
        service=audit.service,
        team=audit.team,
        month=audit.month,
        adjudicated_on=decision.adjudicated_on,
        because=decision.because,
        original=audit.overall,
        moderated=moderation.overall if moderation else None,
        rated=second,
        adjudicated=decision.overall,
        domains=dict(decision.domains),
    )


def concern_raised(activity: Activity, *, by: str, on: date) -> told.ActivityConcernRaised:
    return told.ActivityConcernRaised(
        area=activity.area,
        activity_id=activity.activity_id,
        kind=activity.kind,
        raised_by=by,
        service=activity.service,
        team=activity.team,
        month=activity.month,
        raised_on=on,
    )
