"""Every rule that may say no, by name, with the row of the framework it comes from."""

from __future__ import annotations

from shared.contracts.errors import Refusal, Withheld


class NotTheOwner(Withheld):
    """Evidence comes from who was asked to act, or from the QA manager on their behalf."""

    rule = "owner-evidence"
    source = "S23"

    def __init__(self, owner: str) -> None:
        super().__init__(f"Evidence is given by the owner, {owner}, or on their behalf by the QA manager")


class OwnerNotAtWork(Refusal):
    """An action needs somebody who works here and can do it."""

    rule = "action-owner"
    source = "S23"


class SameOwner(Refusal):
    """Handing over means somebody else."""

    rule = "same-owner"
    source = "S23"


class FourEyes(Refusal):
    """Nobody accepts their own work."""

    rule = "four-eyes"
    source = "S23"


class NoEvidence(Refusal):
    """An action is closed because of what was shown, not because time has passed."""

    rule = "evidence-first"
    source = "S23"


class RecordReferenceMissing(Refusal):
    """A case action features on the child's Liquidlogic (LL) record before it is closed."""

    rule = "record-reference"
    source = "S23"


class AlreadyClosed(Refusal):
    """A closed action changes only by being reopened."""

    rule = "already-closed"
    source = "S23"


class NothingToReopen(Refusal):
    """Only what has been evidenced or closed can be reopened."""

    rule = "not-yet-evidenced"
    source = "S23"


class DatesOutOfOrder(Refusal):
    """Opened, evidenced, closed and reopened follow each other in time."""

    rule = "dates-in-order"
    source = "S23"


class NotAnApprover(Refusal):
    """Another due date needs a manager who answers for it, and never the owner alone."""

    rule = "due-date-approval"
    source = "S07"


class DueDatePassed(Refusal):
    """No date is agreed for what is late already: it would not be late any more."""

    rule = "due-date-passed"
    source = "S23"


class NotANewDate(Refusal):
    """Another date is another one, and lies ahead."""

    rule = "new-due-date"
    source = "S23"


class TooFarAhead(Refusal):
    """A later date gives no more time than a new action of the same priority has."""

    rule = "due-date-bound"
    source = "S23"
