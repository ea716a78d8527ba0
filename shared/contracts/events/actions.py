"""Actions: what must be done because of a finding, by whom and by when."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts.registry import Event, event


class ActionEvent(Event, frozen=True, kw_only=True):
    """The action as it stands after the event: a reader needs no earlier one.

    Where it stands on the child's record is not told: such a reference may hold the child's own number.
    """

    action_id: UUID
    activity_id: UUID
    finding_id: UUID
    owner: str
    service: str
    team: str | None
    reach: Literal["case", "system"]
    priority: Literal["safeguarding", "high", "medium", "low"]
    title: str
    opened_on: date
    due_on: date
    status: Literal["open", "evidenced", "closed"]
    closed_on: date | None = None


@event("action.opened", version=1, subject="action_id", source="actions")
class ActionOpened(ActionEvent, frozen=True, kw_only=True):
    """A finding needed an action, and it now has an owner and a due date (S22, S23)."""


@event("action.evidenced", version=1, subject="action_id", source="actions")
class ActionEvidenced(ActionEvent, frozen=True, kw_only=True):
    """The owner says it is done and shows how."""


@event("action.closed", version=1, subject="action_id", source="actions")
class ActionClosed(ActionEvent, frozen=True, kw_only=True):
    """Somebody other than the owner accepted the evidence."""

    closed_by: str


@event("action.reopened", version=1, subject="action_id", source="actions")
class ActionReopened(ActionEvent, frozen=True, kw_only=True):
    """The evidence did not hold."""


@event("action.handed_over", version=1, subject="action_id", source="actions")
class ActionHandedOver(ActionEvent, frozen=True, kw_only=True):
    """Somebody else owns it now, by the same date (S23)."""

    previous_owner: str


@event("action.rescheduled", version=1, subject="action_id", source="actions")
class ActionRescheduled(ActionEvent, frozen=True, kw_only=True):
    """A manager who does not own it agreed another due date, before the earlier one had passed."""

    previous_due_on: date
    agreed_by: str


@event("action.due", version=1, subject="action_id", source="actions")
class ActionDue(ActionEvent, frozen=True, kw_only=True):
    """An open action is due in ``days`` days: 7 or 1."""

    days: Literal[7, 1]


@event("action.overdue", version=1, subject="action_id", source="actions")
class ActionOverdue(ActionEvent, frozen=True, kw_only=True):
    """An action passed its due date open; ``seen_on`` is the day it was noticed."""

    seen_on: date
