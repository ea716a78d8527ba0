"""What an action says to others: its state after the change, neither the evidence nor its place on the record."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from services.actions.domain.action import Action
from services.actions.domain.notices import Notice
from shared.contracts.events.actions import (
    ActionClosed,
    ActionDue,
    ActionEvent,
    ActionEvidenced,
    ActionHandedOver,
    ActionOpened,
    ActionOverdue,
    ActionReopened,
    ActionRescheduled,
)

_DAYS: dict[str, Literal[7, 1]] = {"due-7": 7, "due-1": 1}


def opened(action: Action) -> ActionOpened:
    return ActionOpened(**_state(action))


def evidenced(action: Action) -> ActionEvidenced:
    return ActionEvidenced(**_state(action))


def closed(action: Action) -> ActionClosed:
    return ActionClosed(**_state(action), closed_by=action.closed_by or "")


def reopened(action: Action) -> ActionReopened:
    return ActionReopened(**_state(action))


def handed_over(action: Action, before: str) -> ActionHandedOver:
    return ActionHandedOver(**_state(action), previous_owner=before)


def rescheduled(action: Action, before: date, by: str) -> ActionRescheduled:
    """``before`` is the due date until now, ``by`` whoever agreed the other one."""
    return ActionRescheduled(**_state(action), previous_due_on=before, agreed_by=by)


def noticed(action: Action, kind: Notice, on: date) -> ActionEvent:
    """That an action nears or has passed its due date, seen on a day."""
    if kind.kind in _DAYS:
        return ActionDue(**_state(action), days=_DAYS[kind.kind])
    return ActionOverdue(**_state(action), seen_on=on)


def _state(action: Action) -> dict[str, Any]:
    return {
        "area": action.area,
        "action_id": action.action_id,
        "activity_id": action.activity_id,
        "finding_id": action.finding_id,
        "owner": action.owner,
        "service": action.service,
        "team": action.team,
        "reach": action.reach,
        "priority": action.priority,
        "title": action.title,
        "opened_on": action.opened_on,
        "due_on": action.due_on,
        "status": action.status,
        "closed_on": action.closed_on,
    }
