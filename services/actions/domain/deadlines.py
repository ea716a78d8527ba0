"""How long an action may take, and until when a later date may be agreed."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, timedelta

from services.actions.domain.refusals import DueDatePassed, NotAnApprover, NotANewDate, TooFarAhead
from services.actions.domain.rules import Rules
from shared.contracts.rules import Rule

SAFEGUARDING = "safeguarding"


def due_date(priority: str, start: date, rule: Rule[Mapping[str, int]]) -> date:
    """The last day on which an action of this priority is in time, by a version of ``action-days``.

    Practice records days: 24 hours for safeguarding are the next day. Raises KeyError for no priority of ours.
    """
    allowed = rule.value
    days = allowed["safeguarding_hours"] // 24 if priority == SAFEGUARDING else allowed[priority]
    return start + timedelta(days=days)


def ensure_approver(by: str, roles: Set[str], *, owner: str, rules: Rules) -> None:
    """Another date is agreed by a manager who does not own the action (S07). Raises NotAnApprover."""
    allowed = rules.extension_approver_roles
    if by == owner or roles.isdisjoint(allowed.value):
        said = " or ".join(allowed.value).replace("_", " ")
        raise NotAnApprover(f"Another due date is agreed by a {said} who is not the owner", by=allowed)


def ensure_agreeable(due_on: date, *, before: date, priority: str, today: date, rules: Rules) -> None:
    """The date lies ahead, the one before it has not passed, and it gives no more time than a new action would have.

    So nothing that was overdue on some day becomes on time by a later word.

    Raises:
        DueDatePassed, NotANewDate, TooFarAhead.
    """
    if before < today:
        raise DueDatePassed(f"It was due on {before}: what is late stays late until it is closed")
    if due_on == before or due_on < today:
        raise NotANewDate(
            f"It is due on {before} already: another date is not before today",
            fields={"due_on": ["is the present date, or has passed"]},
        )
    last = due_date(priority, today, rules.action_days)
    if due_on > last:
        raise TooFarAhead(
            f"An action of priority {priority} that begins today is due on {last}: no later date is agreed",
            by=rules.action_days,
            fields={"due_on": [f"is after {last}"]},
        )
