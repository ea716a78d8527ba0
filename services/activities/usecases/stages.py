"""Making an allocated audit together, part by part (S08, S18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from services.activities.domain import calendar
from services.activities.domain.activity import Activity
from services.activities.domain.assembly import assembled, ensure_exemptible, ensure_learning
from services.activities.domain.capture import ensure_actions
from services.activities.domain.grading import ensure_graded
from services.activities.domain.history import Change
from services.activities.domain.independence import ensure_auditor, ensure_independent
from services.activities.domain.moderation import must_be_moderated
from services.activities.domain.parts import (
    AuditorView,
    Body,
    Conversation,
    ExemptionAsked,
    Learning,
    Part,
    PractitionerAbsent,
    PractitionerView,
    texts,
)
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.stages import Progress, ensure_complete, ensure_first, ensure_views_open
from services.activities.domain.telling import exemption_asked, view_given
from services.activities.domain.vocabulary import ABSENCE_REASONS
from services.activities.domain.withheld import OwnAudits, OwnPractice
from services.activities.usecases.answering import made_with
from services.activities.usecases.capture import finish_audit
from services.activities.usecases.identity import identifier_of
from services.activities.usecases.serving import ensure_as_allocated
from shared.contracts.errors import NotFound
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePart(Generic[B]):
    """One part of the audit at ``version``. ``own_only`` hides the audits of others from a practitioner."""

    activity_id: UUID
    version: int
    body: B
    own_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAudit:
    """Submit the audit at ``version`` from its parts; completed today where no date is given.

    ``theme_id`` is what it serves, where nothing was allocated with it.
    """

    activity_id: UUID
    version: int
    completed_on: date | None = None
    theme_id: UUID | None = None


def give_own_view(command: WritePart[PractitionerView], uow: ActivitiesWork) -> Activity:
    """The practitioner's view of their own work, once, before they see the auditor's.

    Raises:
        NotFound; Stale; Forbidden: somebody else's practice; AuditsOnly; AlreadySubmitted; Withdrawn; ViewGiven;
        BlindView; IdentifierInText.
    """
    before, progress = in_hand(command.activity_id, command.version, uow)
    if uow.actor != before.practitioner:
        raise _not_yours(before, own_only=command.own_only)
    ensure_first("practitioner_view", before, progress)
    after = keep(before, command.body, uow)
    uow.emit(view_given(after, took_part=True, on=uow.today()), sequence=after.version)
    return after


def record_absence(command: WritePart[PractitionerAbsent], uow: ActivitiesWork) -> Activity:
    """The practitioner declines, or the auditor records why there will be no view; the audit goes on.

    Raises:
        as ``give_own_view``. Invalid: the reason.
    """
    before, progress = in_hand(command.activity_id, command.version, uow)
    if uow.actor not in (before.practitioner, before.auditor):
        raise _not_yours(before, own_only=command.own_only)
    ensure_reason(Reason(code=command.body.reason, note=command.body.note), ABSENCE_REASONS)
    ensure_first("practitioner_view", before, progress)
    after = keep(before, command.body, uow, reason=command.body.reason, note=command.body.note)
    if uow.actor == before.practitioner:
        uow.emit(view_given(after, took_part=False, on=uow.today()), sequence=after.version)
    return after


def give_auditors_view(command: WritePart[AuditorView], uow: ActivitiesWork) -> Activity:
    """The auditor's judgement, once, before they see the practitioner's view.

    Raises:
        NotFound; Stale; Forbidden: somebody else's audit; AuditsOnly; AlreadySubmitted; Withdrawn; ViewGiven; Invalid;
        WrongGrading; RepeatedDomain; ScaleOutOfRange; ActionNeeded; UnknownOwner; IdentifierInText; as ``made_with``.
    """
    before, progress = _auditors(command, uow)
    ensure_first("auditor_view", before, progress)
    tool, content = made_with(
        command.body.content,
        command.body.tool,
        uow,
        allocated=before.tool,
        kind=before.kind,
        service=before.service,
        on=uow.today(),
    )
    ensure_graded(content)
    ensure_actions(content, uow.organisation)
    return keep(before, AuditorView(content=content, tool=tool), uow)


def record_conversation(command: WritePart[Conversation], uow: ActivitiesWork) -> Activity:
    """What the family said; written again, it is the last that counts. An exemption is then void.

    Raises:
        NotFound; Stale; Forbidden: somebody else's audit; AuditsOnly; AlreadySubmitted; Withdrawn; IdentifierInText.
    """
    before, _ = _auditors(command, uow)
    return keep(before, command.body, uow)


def ask_for_exemption(command: WritePart[ExemptionAsked], uow: ActivitiesWork) -> Activity:
    """Ask that the family need not be spoken with; asked again, what was approved before is void.

    Raises:
        as ``record_conversation``; FamilyHeard; FamilyVoiceMissing: no code of the month's rules.
    """
    before, progress = _auditors(command, uow)
    ensure_exemptible(command.body.code, progress, uow.rules.of(before.month))
    after = keep(before, command.body, uow, reason=command.body.code, note=command.body.reason)
    uow.emit(exemption_asked(after, on=uow.today()), sequence=after.version)
    return after


def write_learning(command: WritePart[Learning], uow: ActivitiesWork) -> Activity:
    """What both take from it; written again until the audit is submitted, it is the last that counts.

    Raises:
        as ``record_conversation``; ViewsNotOpen. Invalid: not agreed, and no difference told.
    """
    before, progress = _auditors(command, uow)
    ensure_views_open(before, progress)
    ensure_learning(command.body)
    return keep(before, command.body, uow)


def complete_audit(command: CompleteAudit, uow: ActivitiesWork) -> Activity:
    """Make the audit from its parts and submit it. What a part says was asked when it was written.

    Raises:
        NotFound; Stale; Forbidden: somebody else's audit; AuditsOnly; AlreadySubmitted; Withdrawn; PartsMissing: all
        that is; MonthMismatch; FutureDate; NotAnAuditor; NotIndependent; ThemeElsewhere. Invalid: the theme.
    """
    before, progress = _auditors(command, uow)
    ensure_complete(before, progress)
    ensure_as_allocated(command, before, uow)
    on = command.completed_on or uow.today()
    rules = uow.rules.of(before.month)
    calendar.ensure_completed(on, before.month, uow.today(), rules)
    auditor = ensure_auditor(before.auditor, uow.organisation, rules)
    ensure_independent(auditor, before.practitioner, before.team, uow.organisation)
    content, tool = assembled(progress)
    after = before.submit(
        content,
        practitioner=before.practitioner,
        on=on,
        received_at=uow.now(),
        must_be_moderated=must_be_moderated(before.kind, content.overall, rules),
        tool=tool,
        theme_id=command.theme_id,
    )
    return finish_audit(before, after, uow)


def in_hand(activity_id: UUID, version: int, uow: ActivitiesWork) -> tuple[Activity, Progress]:
    """An allocated audit at this version, and how far it is. Raises NotFound, Stale and as ``ensure_in_hand``."""
    found = uow.activities.get(activity_id, version=version)
    found.ensure_in_hand()
    return found, Progress(uow.parts.of([activity_id])[activity_id])


def keep(
    before: Activity,
    body: Body,
    uow: ActivitiesWork,
    *,
    reason: str | None = None,
    note: str = "",
    on_behalf_of: str | None = None,
) -> Activity:
    """Keep a part and a line of history under the activity's next version. Raises IdentifierInText; Stale."""
    ensure_anonymous(texts(body), identifier_of(before, uow))
    part = Part(version=before.version + 1, by=uow.actor, on=uow.today(), body=body)
    line = Change(
        version=part.version,
        what=part.name,
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=before.status,
        reason=reason,
        note=note,
        on_behalf_of=on_behalf_of,
    )
    uow.activities.save_life(before, before)
    uow.parts.add(before.activity_id, part)
    uow.history.add(before.activity_id, line)
    return before.at(part.version)


def _auditors(command: WritePart[Any] | CompleteAudit, uow: ActivitiesWork) -> tuple[Activity, Progress]:
    before, progress = in_hand(command.activity_id, command.version, uow)
    if uow.actor != before.auditor:
        raise OwnAudits("This is for the auditor to write down")
    return before, progress


def _not_yours(audit: Activity, *, own_only: bool) -> Exception:
    if own_only:
        return NotFound("activity", audit.activity_id)
    return OwnPractice("This is for the practitioner of the case")
