"""Handing over a second rating or a moderation that was not done yet: the rules of the first hold for the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.activity import Activity
from services.activities.domain.handover import ensure_takes_over
from services.activities.domain.history import Change
from services.activities.domain.moderation import ensure_moderator, ensure_no_rater
from services.activities.domain.rating import SecondRating, ensure_rater
from services.activities.domain.work_events import moderation_handed_on, rating_handed_on
from services.activities.usecases.identity import identifier_of
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRatingOver:
    """Ask ``rater`` in place of whoever was asked for the rating at ``version``."""

    activity_id: UUID
    rating_id: UUID
    version: int
    rater: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandModerationOver:
    """Let ``moderator`` moderate the drawn audit at ``version``."""

    activity_id: UUID
    version: int
    moderator: str
    note: str = ""


def hand_rating_over(command: HandRatingOver, uow: ActivitiesWork) -> SecondRating:
    """End one asking and begin the next; the first rating stays closed to both.

    Raises:
        NotFound; Stale; RatingClosed; SameHolder; HolderAway; IdentifierInText; as ``ensure_rater``.
    """
    before = uow.ratings.get(command.activity_id, command.rating_id, version=command.version)
    ended = before.hand_on(command.reason, on=uow.today())
    audit = uow.activities.get(command.activity_id)
    rules = uow.rules.of(uow.today())
    ensure_takes_over("rater", command.rater, before.rater, None, uow.organisation, uow.today())
    ensure_rater(command.rater, audit, uow.ratings.saw(audit.activity_id), uow.organisation, rules)
    ensure_anonymous([("reason", command.reason)], identifier_of(audit, uow))
    uow.ratings.save(before, ended)
    new = SecondRating(
        rating_id=uuid7(),
        activity_id=audit.activity_id,
        rater=command.rater,
        requested_by=uow.actor,
        requested_on=uow.today(),
    )
    uow.ratings.add(new)
    uow.emit(rating_handed_on(audit, new, previous=before.rater, on=uow.today()), sequence=new.version)
    return new


def hand_moderation_over(command: HandModerationOver, uow: ActivitiesWork) -> Activity:
    """Give a drawn audit another moderator, and leave a line in its history.

    Raises:
        NotFound; Stale; AuditsOnly; NotSubmitted; AlreadyModerated; AlreadyAdjudicated; Withdrawn; SameHolder;
        HolderAway; IdentifierInText; as ``ensure_moderator`` and ``ensure_no_rater``.
    """
    before = uow.activities.get(command.activity_id, version=command.version)
    task = uow.rounds.task(before.activity_id)
    before.ensure_moderable()
    org, today = uow.organisation, uow.today()
    ensure_takes_over("moderator", command.moderator, task.moderator, task.due_on, org, today)
    ensure_no_rater(command.moderator, uow.ratings.status_for(before.activity_id, command.moderator))
    day = max(task.due_on, today)
    rules = uow.rules.of(today)
    principal = ensure_moderator(command.moderator, before.auditor, before.practitioner, org, rules, day)
    ensure_anonymous([("note", command.note)], identifier_of(before, uow))
    uow.activities.save_life(before, before)
    uow.rounds.hand_over(before.activity_id, command.moderator)
    after = before.at(before.version + 1)
    line = Change(
        version=after.version,
        what="moderation_handed_on",
        by=uow.actor,
        recorded_at=uow.now(),
        before=task.moderator,
        after=command.moderator,
        note=command.note,
        on_behalf_of=principal,
    )
    uow.history.add(after.activity_id, line)
    told = moderation_handed_on(after, command.moderator, task.due_on, previous=task.moderator, on=today)
    uow.emit(told, sequence=after.version)
    return after
