"""From a finding to its action."""

from __future__ import annotations

from uuid import UUID, uuid5

from services.actions.domain.action import Action
from services.actions.domain.deadlines import due_date
from shared.contracts.events.activities import ActivitySubmitted, Finding
from shared.contracts.events.recorded import ActivityRecorded, PlacedAction

_NAMESPACE = UUID("6a0d5c1e-0b6f-5d0a-9f39-7a4d3f6f2c11")


def action_id_of(finding_id: UUID) -> UUID:
    """The same finding has the same action for ever, however often its event is read."""
    return uuid5(_NAMESPACE, str(finding_id))


def open_action(activity: ActivitySubmitted, finding: Finding) -> Action | None:
    """The action that a finding needs, or None when it needs none."""
    needed = finding.action
    if needed is None:
        return None
    return Action(
        action_id=action_id_of(finding.finding_id),
        activity_id=activity.activity_id,
        finding_id=finding.finding_id,
        area=activity.area,
        service=activity.service,
        team=activity.team,
        owner=needed.owner,
        reach=needed.reach,
        priority=needed.priority,
        title=needed.title,
        opened_on=activity.submitted_on,
        due_on=due_date(needed.priority, activity.submitted_on),
    )


def open_placed(activity: ActivityRecorded, needed: PlacedAction) -> Action:
    """The action of a recorded activity. It has its own place: the activity may be of the whole division."""
    return Action(
        action_id=action_id_of(needed.finding_id),
        activity_id=activity.activity_id,
        finding_id=needed.finding_id,
        area=needed.area,
        service=needed.service,
        team=needed.team,
        owner=needed.owner,
        reach=needed.reach,
        priority=needed.priority,
        title=needed.title,
        opened_on=activity.completed_on,
        due_on=due_date(needed.priority, activity.completed_on),
    )


def actions_of(activity: ActivitySubmitted | ActivityRecorded) -> list[Action]:
    """Every action that an activity asks for."""
    if isinstance(activity, ActivityRecorded):
        return [open_placed(activity, needed) for needed in activity.actions]
    return [action for finding in activity.findings if (action := open_action(activity, finding))]
