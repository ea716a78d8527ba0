"""Writing down an audit or an observation.

``record_audit`` is the platform's fastest path: it asks the database nothing and only adds a row and an event,
so that many captures share one commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.activity import Activity, submitted
from services.activities.domain.calendar import ensure_made
from services.activities.domain.capture import ensure_fit
from services.activities.domain.content import Content
from services.activities.domain.history import Change
from services.activities.domain.moderation import must_be_moderated
from services.activities.domain.refusals import StagesBegun
from services.activities.domain.tool import ToolRef
from services.activities.domain.vocabulary import AUDIT, OBSERVATION
from services.activities.domain.withheld import OutsideAreas, OwnAudits
from services.activities.usecases.answering import made_with
from services.activities.usecases.identity import identifier_of
from services.activities.usecases.repeats import submitted_before
from services.activities.usecases.serving import ensure_as_allocated, ensure_served
from shared.contracts.civil import civil_date
from shared.contracts.errors import Invalid, Stale
from shared.contracts.events.activities import ActivityKind
from shared.runtime import settings

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something that was audited or observed outside a sample.

    ``case`` is the child's identifier in the council's system; nothing keeps it but its sealed form. ``month`` is
    the first day of the month it counts in. ``for_others`` lets somebody write down what another did. Whoever writes
    without signal chooses the ``activity_id`` and says when it was ``made_at``, by the clock of the device. ``tool`` is
    the version of the audit tool it was made with; where none is named, the one in force. ``theme_id`` is the theme,
    spotlight or regulatory theme that it serves.
    """

    kind: ClassVar[ActivityKind]
    auditor: str
    practitioner: str | None
    service: str
    team: str | None
    month: date
    completed_on: date
    content: Content
    case: str | None = None
    for_others: bool = False
    activity_id: UUID | None = None
    made_at: datetime | None = None
    tool: ToolRef | None = None
    theme_id: UUID | None = None


class RecordAudit(Record):
    """A whole case-file audit; ``case`` is needed."""

    __slots__ = ()
    kind = AUDIT


class RecordObservation(Record):
    """A whole practice observation; ``case`` where there was one."""

    __slots__ = ()
    kind = OBSERVATION


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitAudit:
    """What the allocated auditor wrote. ``version`` is that of the allocation which they read.

    The last four say again what was allocated; where given they must agree, as must ``theme_id`` where a theme was
    allocated.
    """

    activity_id: UUID
    version: int
    practitioner: str | None
    completed_on: date
    content: Content
    for_others: bool = False
    tool: ToolRef | None = None
    theme_id: UUID | None = None
    made_at: datetime | None = None
    auditor: str | None = None
    service: str | None = None
    team: str | None = None
    month: date | None = None


def record_audit(command: RecordAudit, uow: ActivitiesWork) -> Activity:
    """Take a whole audit at once.

    Raises:
        Refusal: the rule that says no (see ``domain.capture``, ``domain.serving``). Forbidden: another's audit, or
        another area. Invalid: no case, or a code that is not known.
    """
    if not command.case:
        raise Invalid(fields={"case": ["is needed for an audit"]})
    return _record(command, uow)


def record_observation(command: RecordObservation, uow: ActivitiesWork) -> Activity:
    """Take a whole observation at once (S12). Raises as ``record_audit``."""
    return _record(command, uow)


def submit_audit(command: SubmitAudit, uow: ActivitiesWork) -> Activity:
    """Finish an allocated audit. Sent again, however much later, it is as it was taken.

    Raises:
        NotFound; Stale; Forbidden: allocated to somebody else; AlreadySubmitted; Withdrawn; StagesBegun; as
        ``record_audit``.
    """
    try:
        before = uow.activities.get(command.activity_id, version=command.version)
    except Stale:
        known = submitted_before(command, uow)
        if known is None:
            raise
        _ensure_own(known.auditor, command.for_others, uow)
        return known
    _ensure_own(before.auditor, command.for_others, uow)
    ensure_as_allocated(command, before, uow)
    if before.status == "allocated" and uow.parts.began(before.activity_id):
        raise StagesBegun(
            "Parts of this audit are written: complete it from them, so that none is passed over"
        )
    tool, content = made_with(
        command.content,
        command.tool,
        uow,
        allocated=before.tool,
        kind=before.kind,
        service=before.service,
        on=command.completed_on,
    )
    after = before.submit(
        content,
        practitioner=command.practitioner,
        on=command.completed_on,
        made_at=command.made_at,
        received_at=uow.now(),
        must_be_moderated=_must_be_moderated(before.kind, content, before.month, uow),
        tool=tool,
        theme_id=command.theme_id,
    )
    _ensure_fit(after, content, command.completed_on, identifier_of(before, uow), uow)
    return finish_audit(before, after, uow)


def finish_audit(before: Activity, after: Activity, uow: ActivitiesWork) -> Activity:
    """Keep that an allocated audit was submitted, and tell it; its rules have been asked. Raises Stale."""
    uow.activities.save_submission(before, after)
    line = Change(
        version=before.version + 1,
        what="submitted",
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=after.status,
    )
    uow.history.add(after.activity_id, line)
    return _tell(after, after.written, after.submitted_on or uow.today(), before.version + 1, uow)


def _record(command: Record, uow: ActivitiesWork) -> Activity:
    _ensure_own(command.auditor, command.for_others, uow)
    area = uow.organisation.place(command.service, command.team, command.month)
    if not uow.scope.allows(area):
        raise OutsideAreas(f"{command.service} is outside your areas")
    ensure_served(command.theme_id, month=command.month, service=command.service, uow=uow)
    tool, content = made_with(
        command.content,
        command.tool,
        uow,
        kind=command.kind,
        service=command.service,
        on=command.completed_on,
        begun=lambda: _begun(command, uow),
    )
    identifier, pseudonyms = command.case, uow.pseudonyms
    new = Activity(
        activity_id=command.activity_id or uuid7(),
        kind=command.kind,
        status="submitted",
        area=area,
        service=command.service,
        team=command.team,
        case=pseudonyms.pseudonym(identifier) if identifier else None,
        auditor=command.auditor,
        practitioner=command.practitioner,
        month=command.month,
        submitted_on=command.completed_on,
        made_at=command.made_at,
        received_at=uow.now(),
        content=content,
        must_be_moderated=_must_be_moderated(command.kind, content, command.month, uow),
        tool=tool,
        theme_id=command.theme_id,
    )
    _ensure_fit(new, content, command.completed_on, identifier, uow)
    uow.activities.add(new, pseudonyms.seal(identifier) if identifier else None)
    return _tell(new, content, command.completed_on, new.version, uow)


def _begun(command: Record, uow: ActivitiesWork) -> date | None:
    """The day on which it was begun as a draft; None where it was not."""
    draft_id = command.activity_id
    found = uow.drafts.find(draft_id, for_others=command.for_others) if draft_id else None
    return civil_date(found.began_at) if found else None


def _ensure_own(auditor: str, for_others: bool, uow: ActivitiesWork) -> None:
    if uow.actor != auditor and not for_others:
        raise OwnAudits("This is for the auditor to write down")


def _ensure_fit(
    activity: Activity, content: Content, on: date, identifier: str | None, uow: ActivitiesWork
) -> None:
    ensure_made(activity.made_at, uow.now(), timedelta(days=settings.current().offline_days))
    ensure_fit(
        content,
        kind=activity.kind,
        auditor=activity.auditor,
        practitioner=activity.practitioner,
        team=activity.team,
        month=activity.month,
        completed_on=on,
        today=uow.today(),
        identifier=identifier,
        organisation=uow.organisation,
        rules=uow.rules.of(activity.month),
    )


def _must_be_moderated(kind: ActivityKind, content: Content, month: date, uow: ActivitiesWork) -> bool:
    return must_be_moderated(kind, content.overall, uow.rules.of(month))


def _tell(activity: Activity, content: Content, on: date, version: int, uow: ActivitiesWork) -> Activity:
    uow.emit(submitted(activity, content, on), sequence=version)
    return activity.at(version)
