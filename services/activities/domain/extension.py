"""When an audit may be due later, and who must agree."""

from __future__ import annotations

from datetime import date

from services.activities.domain.calendar import closes
from services.activities.domain.organisation import Organisation
from services.activities.domain.refusals import ExtensionNotApproved, MonthMismatch, NotLater
from services.activities.domain.vocabulary import APPROVERS


def ensure_later(due_on: date, *, before: date, month: date, today: date) -> None:
    """The new date lies ahead, and an audit done by then still counts in its month.

    Raises:
        NotLater: no later than the present date, or past. MonthMismatch: the month is closed by then (S35).
    """
    if due_on <= before or due_on < today:
        raise NotLater(
            f"It is due on {before} already: an extension gives a later date, and none that has passed",
            fields={"due_on": ["is not later than it is due, or has passed"]},
        )
    if due_on > closes(month):
        raise MonthMismatch(
            f"{month:%B %Y} closes on {closes(month)}: done later, the audit would not count in it",
            fields={"due_on": [f"is after {closes(month)}"]},
        )


def ensure_approved(
    approver: str, auditor: str, practitioner: str | None, organisation: Organisation
) -> None:
    """Somebody who answers for the programme agreed, and not to their own advantage.

    Raises:
        ExtensionNotApproved: not known, not at work, another role, or the auditor or practitioner themselves.
    """
    person = organisation.people.get(approver)
    fit = person is not None and person.active and not person.roles.isdisjoint(APPROVERS)
    if not fit or approver in (auditor, practitioner):
        raise ExtensionNotApproved(
            "An extension is approved by a service manager, head of service, QA manager or principal social "
            "worker who is neither the auditor nor the practitioner",
            fields={"approved_by": ["must be such a manager other than auditor and practitioner"]},
        )
