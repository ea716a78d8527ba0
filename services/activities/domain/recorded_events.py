"""What a recorded activity tells others: that it is there, was corrected or withdrawn; nothing of what was written but
the titles of actions (promise 4)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.activities.domain.dip_sample import DipSample, by_field
from services.activities.domain.external_review import ExternalReview
from services.activities.domain.organisation import Organisation
from services.activities.domain.part import Assigned
from services.activities.domain.recorded import Recorded, place_of
from shared.contracts.events import recorded as events


def recorded(
    activity: Recorded, organisation: Organisation, review_title: str = ""
) -> events.ActivityRecorded:
    return events.ActivityRecorded(**_state(activity, organisation, review_title))


def amended(
    activity: Recorded,
    organisation: Organisation,
    review_title: str = "",
    *,
    by: str,
    on: date,
    reason: str,
) -> events.ActivityAmended:
    """The whole state anew; ``reason`` is a code."""
    state = _state(activity, organisation, review_title)
    return events.ActivityAmended(**state, amended_by=by, amended_on=on, reason=reason)


def withdrawn(activity: Recorded, *, by: str, on: date, reason: str) -> events.RecordedWithdrawn:
    """That it counts no more; ``reason`` is a code."""
    owners = {action.owner for _, action, _ in activity.actions()}
    return events.RecordedWithdrawn(
        **_about(activity),
        owners=sorted(owners),
        withdrawn_by=by,
        withdrawn_on=on,
        reason=reason,
    )


def _state(activity: Recorded, organisation: Organisation, review_title: str) -> dict[str, Any]:
    part = activity.part
    return {
        **_about(activity),
        "completed_on": activity.completed_on,
        "actions": [_placed(*one, activity, organisation) for one in activity.actions()],
        "external": events.ExternalReview(
            type=part.type,
            title=review_title,
            findings=len(activity.written.findings),
            recommendations=len(part.recommendations),
        )
        if isinstance(part, ExternalReview)
        else None,
        "theme_id": activity.theme_id,
        "accuracy": [
            events.FieldAccuracy(field=field, checked=rate.checked, differing=rate.differing)
            for field, rate in by_field(part.items)
        ]
        if isinstance(part, DipSample) and part.sample is not None
        else [],
    }


def _about(activity: Recorded) -> dict[str, Any]:
    return {
        "area": activity.area,
        "activity_id": activity.activity_id,
        "kind": activity.kind,
        "led_by": activity.led_by,
        "practitioners": list(activity.practitioners),
        "service": activity.service,
        "team": activity.team,
        "month": activity.month,
    }


def _placed(
    key: UUID, action: Assigned, field: str, activity: Recorded, organisation: Organisation
) -> events.PlacedAction:
    area, service, team = place_of(action, field, activity, organisation)
    return events.PlacedAction(
        finding_id=key,
        title=action.title,
        owner=action.owner,
        reach=action.reach,
        priority=action.priority,
        area=area,
        service=service,
        team=team,
    )
