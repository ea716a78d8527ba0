"""From a finding to its action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from services.actions.domain.action import Action
from services.actions.domain.deadlines import due_date
from shared.contracts.events.activities import ActivitySubmitted, RequiredAction
from shared.contracts.events.recorded import PlacedAction, RecordedState
from shared.contracts.events.reviews import ReviewCompleted

_NAMESPACE = UUID("6a0d5c1e-0b6f-5d0a-9f39-7a4d3f6f2c11")


def action_id_of(finding_id: UUID) -> UUID:
    """The same finding has the same action for ever, however often its event is read."""
    return uuid5(_NAMESPACE, str(finding_id))


def actions_of(event: ActivitySubmitted | RecordedState | ReviewCompleted) -> Iterator[Action]:
    """The actions that an activity or a written review needs; none of an audit imported from before."""
    match event:
        case ReviewCompleted():
            for one in event.actions:
                yield _opened(event, event.review_id, one.finding_id, one.action, event.completed_on)
        case RecordedState():
            for needed in event.actions:
                yield _opened(needed, event.activity_id, needed.finding_id, needed, event.completed_on)
        case ActivitySubmitted(historic=False):
            for finding in event.findings:
                if finding.action is not None:
                    yield _opened(
                        event, event.activity_id, finding.finding_id, finding.action, event.submitted_on
                    )


def _opened(
    place: ActivitySubmitted | ReviewCompleted | PlacedAction,
    activity_id: UUID,
    finding_id: UUID,
    needed: RequiredAction,
    on: date,
) -> Action:
    """``place`` is where the action counts: that of a recorded activity has its own, as the activity may be of the
    whole division."""
    return Action(
        action_id=action_id_of(finding_id),
        activity_id=activity_id,
        finding_id=finding_id,
        area=place.area,
        service=place.service,
        team=place.team,
        owner=needed.owner,
        reach=needed.reach,
        priority=needed.priority,
        title=needed.title,
        opened_on=on,
        due_on=due_date(needed.priority, on),
    )
