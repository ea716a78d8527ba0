"""What becomes of an allocated audit that is not done as planned: withdrawn, handed on, or due later (S07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.activities.domain.activity import Activity, extended, reallocated, withdrawn
from services.activities.domain.allocation import ensure_allocatable
from services.activities.domain.extension import ensure_approved, ensure_later
from services.activities.domain.handover import ensure_there
from services.activities.domain.history import Change
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.vocabulary import EXTENSION_REASONS, REALLOCATION_REASONS, WITHDRAWAL_REASONS
from services.activities.domain.withheld import OwnAudits
from services.activities.usecases.identity import identifier_of
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawActivity:
    """Give up the audit that stands at ``version``."""

    activity_id: UUID
    version: int
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReallocateActivity:
    """Hand the audit at ``version`` on to ``auditor``."""

    activity_id: UUID
    version: int
    auditor: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendActivity:
    """Let the audit at ``version`` be due later. ``for_others`` lets somebody ask for another's audit."""

    activity_id: UUID
    version: int
    due_on: date
    approved_by: str
    reason: Reason
    for_others: bool = False


def withdraw_activity(command: WithdrawActivity, uow: ActivitiesWork) -> Activity:
    """End an allocated audit undone; its case may be drawn again, and its auditor has one less.

    Raises:
        NotFound; Stale; AlreadySubmitted; Withdrawn; IdentifierInText. Invalid: the reason.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    after = before.withdraw()
    _ensure_told(command.reason, WITHDRAWAL_REASONS, before, uow)
    line = Change(
        version=before.version + 1,
        what="withdrawn",
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=after.status,
        reason=command.reason.code,
        note=command.reason.note,
    )
    _keep(before, after, line, uow)
    uow.emit(withdrawn(after, on=uow.today(), reason=command.reason.code), sequence=line.version)
    return after.at(line.version)


def reallocate_activity(command: ReallocateActivity, uow: ActivitiesWork) -> Activity:
    """Hand an allocated audit on; the rules of allocation hold for the new auditor.

    Raises:
        NotFound; Stale; AlreadySubmitted; Withdrawn; SameAuditor; UnknownPerson; NotAnAuditor; AuditorElsewhere;
        NotIndependent; AuditorAway; IdentifierInText. Invalid: the reason.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    after = before.hand_on(command.auditor)
    _ensure_told(command.reason, REALLOCATION_REASONS, before, uow)
    ensure_allocatable(
        after.auditor,
        area=after.area,
        practitioner=after.practitioner,
        team=after.team,
        organisation=uow.organisation,
        rules=uow.rules.of(uow.today()),
    )
    ensure_there(after.auditor, after.month, after.due, uow.organisation)
    line = Change(
        version=before.version + 1,
        what="reallocated",
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.auditor,
        after=after.auditor,
        reason=command.reason.code,
        note=command.reason.note,
    )
    _keep(before, after, line, uow)
    told = reallocated(after, before=before.auditor, on=uow.today(), reason=command.reason.code)
    uow.emit(told, sequence=line.version)
    return after.at(line.version)


def extend_activity(command: ExtendActivity, uow: ActivitiesWork) -> Activity:
    """Let an allocated audit be due later, with somebody's approval.

    Raises:
        NotFound; Stale; Forbidden: somebody else's audit; AlreadySubmitted; Withdrawn; NotLater; MonthMismatch;
        ExtensionNotApproved; IdentifierInText. Invalid: the reason.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    if uow.actor != before.auditor and not command.for_others:
        raise OwnAudits("More time is for the auditor to ask for")
    after = before.extend(command.due_on)
    _ensure_told(command.reason, EXTENSION_REASONS, before, uow)
    today, rules = uow.today(), uow.rules
    ensure_later(
        command.due_on, before=before.due, month=before.month, today=today, rules=rules.of(before.month)
    )
    principal = ensure_approved(
        command.approved_by, before.auditor, before.practitioner, uow.organisation, rules.of(today), today
    )
    line = Change(
        version=before.version + 1,
        what="extended",
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.due.isoformat(),
        after=after.due.isoformat(),
        reason=command.reason.code,
        note=command.reason.note,
        approved_by=command.approved_by,
        on_behalf_of=principal,
    )
    _keep(before, after, line, uow)
    told = extended(after, before=before.due, on=uow.today(), reason=command.reason.code)
    uow.emit(told, sequence=line.version)
    return after.at(line.version)


def _ensure_told(reason: Reason, known: tuple[str, ...], activity: Activity, uow: ActivitiesWork) -> None:
    ensure_reason(reason, known)
    ensure_anonymous([("note", reason.note)], identifier_of(activity, uow))


def _keep(before: Activity, after: Activity, line: Change, uow: ActivitiesWork) -> None:
    uow.activities.save_life(before, after)
    uow.history.add(after.activity_id, line)
