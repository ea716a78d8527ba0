"""From a finding to its action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID, uuid5

from services.actions.domain.action import Action
from services.actions.domain.deadlines import due_date
from services.actions.domain.rules import Rules
from shared.contracts.events.activities import ActivitySubmitted, RequiredAction
from shared.contracts.events.recorded import PlacedAction, RecordedState
from shared.contracts.events.reviews import ReviewCompleted

_NAMESPACE = UUID("6a0d5c1e-0b6f-5d0a-9f39-7a4d3f6f2c11")


def action_id_of(finding_id: UUID) -> UUID:
    """The same finding has the same action for ever, however often its event is read."""
    return uuid5(_NAMESPACE, str(finding_id))


def actions_of(
    event: ActivitySubmitted | RecordedState | ReviewCompleted, rules_of: Callable[[date], Rules]
) -> Iterator[Action]:
    """The actions that an activity or a written review needs; none of an audit imported from before.

    Each is due by the rules of the day on which it is opened, which ``rules_of`` is asked for.
    """
    match event:
        case ReviewCompleted():
            for one in event.actions:
                on = event.completed_on
                yield _opened(event, event.review_id, one.finding_id, one.action, on, rules_of(on))
        case RecordedState():
            for needed in event.actions:
                on = event.completed_on
                yield _opened(needed, event.activity_id, needed.finding_id, needed, on, rules_of(on))
        case ActivitySubmitted(historic=False):
            for finding in event.findings:
                if finding.action is not None:
                    on, need = event.submitted_on, finding.action
                    yield _opened(event, event.activity_id, finding.finding_id, need, on, rules_of(on))


def _opened(
    place: ActivitySubmitted | ReviewCompleted | PlacedAction,
    activity_id: UUID,
    finding_id: UUID,
    needed: RequiredAction,
    on: date,
    rules: Rules,
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
        due_on=due_date(needed.priority, on, rules.action_days),
        rule_version=rules.action_days.version,
        rule_source=rules.action_days.source,
    )
