"""When an audit may be due later, and who must agree."""

from __future__ import annotations

from datetime import date

from services.activities.domain.calendar import closes
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import ExtensionNotApproved, MonthMismatch, NotLater
from services.activities.domain.rules import Rules
from services.activities.domain.standing_in import offices_of, party_to, stands_in_for, titles


def ensure_later(due_on: date, *, before: date, month: date, today: date, rules: Rules) -> None:
    """The new date lies ahead, and an audit done by then still counts in its month.

    Raises:
        NotLater: no later than the present date, or past. MonthMismatch: the month is closed by then (S35).
    """
    if due_on <= before or due_on < today:
        raise NotLater(
            f"It is due on {before} already: an extension gives a later date, and none that has passed",
            fields={"due_on": ["is not later than it is due, or has passed"]},
        )
    last = closes(month, rules)
    if due_on > last:
        raise MonthMismatch(
            f"{month:%B %Y} closes on {last}: done later, the audit would not count in it",
            by=rules.closing_days,
            fields={"due_on": [f"is after {last}"]},
        )


def ensure_approved(
    approver: str,
    auditor: str,
    practitioner: str | None,
    organisation: Organisation,
    rules: Rules,
    on: date | None = None,
) -> str | None:
    """Somebody who answers for the programme agreed, and not to their own advantage; on a day also their deputy (S02).

    Returns whom they stand in for, None where the office is their own.

    Raises:
        ExtensionNotApproved: not known, not at work, another role, or the auditor or practitioner themselves.
    """
    roles = rules.extension_approver_roles
    offices = offices_of(approver, roles, organisation, on)
    principal, party = stands_in_for(approver, offices, party_to(auditor, practitioner))
    if not offices or party:
        raise ExtensionNotApproved(
            f"An extension is approved by somebody at work as {titles(roles)}, who is neither the auditor nor the"
            " practitioner",
            by=roles,
            fields={"approved_by": ["must be such a manager other than auditor and practitioner"]},
        )
    return principal
