"""When a second look came out otherwise: the auditor contests, a third person decides (S11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.activities.domain.activity import Activity
from services.activities.domain.adjudication import (
    Adjudication,
    contest_by,
    ensure_adjudicable,
    ensure_adjudicator,
    ensure_contestable,
    ensure_decision,
    ground,
)
from services.activities.domain.history import CONTESTED, Change
from services.activities.domain.moderation_events import adjudicated, contested
from services.activities.domain.standing_in import offices_of
from services.activities.domain.withheld import OwnAudits
from services.activities.usecases.identity import identifier_of
from shared.contracts.events.activities import Grade
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestModeration:
    """Say why one does not agree with how the audit at ``version`` was moderated."""

    activity_id: UUID
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicate:
    """Decide about the audit at ``version``. ``domains`` are those that are decided as well."""

    activity_id: UUID
    version: int
    overall: Grade
    comment: str
    domains: Mapping[str, Grade] = field(default_factory=dict)


def contest_moderation(command: ContestModeration, uow: ActivitiesWork) -> Activity:
    """Ask for a third person. Nothing that was judged changes.

    Raises:
        NotFound; Stale; Forbidden: somebody else's audit; AlreadyAdjudicated; NotModerated; GradeUnchanged;
        AlreadyContested; ContestTooLate; IdentifierInText.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    if uow.actor != before.auditor:
        raise OwnAudits("A moderation is for the auditor to contest")
    before.ensure_undecided()
    again = uow.history.contested(before.activity_id)
    ensure_contestable(before, contested=again, today=uow.today(), book=uow.rules)
    assert before.moderation is not None
    ensure_anonymous([("reason", command.reason)], identifier_of(before, uow))
    uow.activities.save_life(before, before)
    _line(before, CONTESTED, command.reason, uow)
    after = before.at(before.version + 1)
    uow.emit(contested(after, moderator=before.moderation.moderator, on=uow.today()), sequence=after.version)
    return after


def contestable(found: Activity, uow: ActivitiesWork) -> Activity:
    """With the last day on which its moderation can be contested, unless it was, or a third person decided."""
    if found.moderation is None or found.adjudication is not None:
        return found
    last = contest_by(found, uow.rules)
    if last is None or uow.history.contested(found.activity_id):
        return found
    return replace(found, contest_by=last)


def adjudicate(command: Adjudicate, uow: ActivitiesWork) -> Activity:
    """Decide as a third person; auditor's and moderator's judgement stay as they are.

    Raises:
        NotFound; Stale; UnknownPerson; NotAnAdjudicator; AdjudicatorNotIndependent; AuditsOnly; NotSubmitted;
        NotModerated; NothingToAdjudicate; AlreadyAdjudicated; WrongGrading; IdentifierInText. Invalid: no comment.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    rating = uow.ratings.live(before.activity_id)
    rater, today = rating.rater if rating else None, uow.today()
    principal = ensure_adjudicator(uow.actor, before, rater, uow.organisation, uow.rules.of(today), today)
    before.ensure_undecided()
    second = rating.overall if rating else None
    because = ground(before, contested=uow.history.contested(before.activity_id), second=second)
    decision = Adjudication(
        adjudicator=uow.actor,
        adjudicated_on=uow.today(),
        because=ensure_adjudicable(before, because),
        overall=command.overall,
        domains=command.domains,
        comment=command.comment,
        on_behalf_of=principal,
    )
    ensure_decision(decision, before)
    ensure_anonymous([("comment", decision.comment)], identifier_of(before, uow))
    after = before.adjudicate(decision).at(before.version + 1)
    uow.activities.save_adjudication(before, after, decision)
    _line(before, "adjudicated", "", uow, principal)
    uow.emit(adjudicated(after, decision, second), sequence=after.version)
    return after


def adjudications(uow: ActivitiesWork, *, after: UUID | None, limit: int) -> Sequence[Any]:
    """Audits that wait for a third person's decision, and why; none for who neither decides nor stands in for them."""
    today = uow.today()
    if not offices_of(uow.actor, uow.rules.of(today).adjudicator_roles, uow.organisation, today):
        return []
    return uow.adjudications.awaiting(after=after, limit=limit)


def _line(
    before: Activity, what: str, note: str, uow: ActivitiesWork, on_behalf_of: str | None = None
) -> None:
    line = Change(
        version=before.version + 1,
        what=what,
        by=uow.actor,
        recorded_at=uow.now(),
        before=before.status,
        after=before.status,
        note=note,
        on_behalf_of=on_behalf_of,
    )
    uow.history.add(before.activity_id, line)
