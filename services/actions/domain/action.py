"""An action from its finding to its closure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args
from uuid import UUID

from services.actions.domain.deadlines import due_date, ensure_agreeable, ensure_approver
from services.actions.domain.refusals import (
    AlreadyClosed,
    DatesOutOfOrder,
    FourEyes,
    NoEvidence,
    NothingToReopen,
    NotTheOwner,
    RecordReferenceMissing,
    SameOwner,
)
from services.actions.domain.rules import Rules

Reach = Literal["case", "system"]
Priority = Literal["safeguarding", "high", "medium", "low"]
Status = Literal["open", "evidenced", "closed"]
PRIORITIES: tuple[str, ...] = get_args(Priority)
REACHES: tuple[str, ...] = get_args(Reach)
STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What must be done because of a finding (S22, S23).

    ``reach`` tells an action for one child's case from a wider improvement of the system. A reopened action has
    no evidence and no closure any more: the history keeps what was given before. ``rule_version`` and ``rule_source``
    are of the version of `action-days` that gave the due date; a later version does not move it.
    """

    action_id: UUID
    activity_id: UUID
    finding_id: UUID
    area: str
    service: str
    team: str | None
    owner: str
    reach: Reach
    priority: Priority
    title: str
    opened_on: date
    due_on: date
    rule_version: int
    rule_source: str
    status: Status = "open"
    record_reference: str | None = None
    evidence: str | None = None
    evidenced_on: date | None = None
    evidenced_by: str | None = None
    closed_on: date | None = None
    closed_by: str | None = None
    reopened_on: date | None = None
    version: int = 1

    @property
    def due_rule(self) -> dict[str, Any]:
        """The rule by which it became due."""
        return {"rule": "action-days", "version": self.rule_version, "source": self.rule_source}

    def overdue(self, on: date) -> bool:
        """Whether on that day the due date was past and nobody had accepted the evidence yet."""
        accepted = self.closed_on is not None and self.closed_on <= on
        return self.due_on < on and not accepted

    def give_evidence(
        self, text: str, *, on: date, by: str, for_owner: bool, record_reference: str | None = None
    ) -> Action:
        """The action with evidence; better evidence replaces what was given before, until it is closed.

        Parameters: ``for_owner`` says that ``by`` may act on the owner's behalf; ``record_reference`` is where the
        action is found on the child's LL record, and replaces the one given before.

        Raises:
            AlreadyClosed, NotTheOwner, DatesOutOfOrder.
        """
        if self.status == "closed":
            raise AlreadyClosed("It is closed; reopen it with a reason if the evidence did not hold")
        if by != self.owner and not for_owner:
            raise NotTheOwner(self.owner)
        _ensure_order("evidenced_on", on, self.reopened_on or self.opened_on, "it was opened")
        return replace(
            self,
            status="evidenced",
            evidence=text,
            evidenced_on=on,
            evidenced_by=by,
            record_reference=record_reference or self.record_reference,
        )

    def hand_over(self, owner: str) -> Action:
        """The action with another owner; its due date stays.

        Raises:
            AlreadyClosed, SameOwner.
        """
        if self.status == "closed":
            raise AlreadyClosed("It was closed before")
        if owner == self.owner:
            raise SameOwner(f"It is {owner}'s already", fields={"owner": ["is the present owner"]})
        return replace(self, owner=owner)

    def reschedule(self, due_on: date, *, by: str, roles: Set[str], on: date, rules: Rules) -> Action:
        """The action with another due date, which a manager agrees on the day ``on``.

        Parameters: ``roles`` are those of ``by``; ``rules`` those of that day.

        Raises:
            AlreadyClosed, NotAnApprover, DueDatePassed, NotANewDate, TooFarAhead.
        """
        if self.status == "closed":
            raise AlreadyClosed("It was closed before")
        ensure_approver(by, roles, owner=self.owner, rules=rules)
        ensure_agreeable(due_on, before=self.due_on, priority=self.priority, today=on, rules=rules)
        return replace(self, due_on=due_on)

    def close(self, *, on: date, by: str, record_reference: str | None = None) -> Action:
        """The action with its evidence accepted.

        Raises:
            AlreadyClosed, NoEvidence, FourEyes, RecordReferenceMissing, DatesOutOfOrder.
        """
        if self.status == "closed":
            raise AlreadyClosed("It was closed before")
        if self.evidenced_on is None:
            raise NoEvidence("There is no evidence yet that it was done")
        if by in (self.owner, self.evidenced_by):
            raise FourEyes("Somebody other than the owner and whoever gave the evidence accepts it")
        reference = record_reference or self.record_reference
        if self.reach == "case" and not reference:
            raise RecordReferenceMissing(
                "Say where on the child's LL record the action is found",
                fields={"record_reference": ["is needed to close an action for a case"]},
            )
        _ensure_order("closed_on", on, self.evidenced_on, "evidence was given")
        return replace(self, status="closed", closed_on=on, closed_by=by, record_reference=reference)

    def reopen(self, *, on: date, rules: Rules) -> Action:
        """The action without its evidence, because that did not hold or has lapsed.

        A closed action gets a new due date by its priority and the rules of that day; evidence that was never accepted
        buys no time.

        Raises:
            NothingToReopen, DatesOutOfOrder.
        """
        if self.evidenced_on is None:
            raise NothingToReopen("It is open and has no evidence that could fall")
        _ensure_order(
            "reopened_on", on, self.closed_on or self.evidenced_on, "evidence was given or accepted"
        )
        anew = self._due_anew(on, rules) if self.status == "closed" else self
        return replace(
            anew,
            status="open",
            evidence=None,
            evidenced_on=None,
            evidenced_by=None,
            closed_on=None,
            closed_by=None,
            reopened_on=on,
        )

    def _due_anew(self, start: date, rules: Rules) -> Action:
        rule = rules.action_days
        due_on = due_date(self.priority, start, rule)
        return replace(self, due_on=due_on, rule_version=rule.version, rule_source=rule.source)


def _ensure_order(name: str, given: date, earliest: date, what: str) -> None:
    if given < earliest:
        raise DatesOutOfOrder(
            f"{given} is before {earliest}, when {what}", fields={name: [f"must not be before {earliest}"]}
        )
