"""Having an audit rated a second time by somebody who has not seen the first rating (S06, S10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.rating import SecondRating, ensure_ratable, ensure_rater, ensure_whole
from services.activities.domain.refusals import RatingExists
from services.activities.domain.withheld import OwnRating
from services.activities.usecases.identity import identifier_of
from shared.contracts.events.activities import Grade
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRating:
    """A second rater's grades for the rating at ``version``."""

    activity_id: UUID
    rating_id: UUID
    version: int
    overall: Grade
    domains: Mapping[str, Grade]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRating:
    """Why the rating at ``version`` is refused or withdrawn."""

    activity_id: UUID
    rating_id: UUID
    version: int
    reason: str


def ask_for_rating(activity_id: UUID, rater: str, uow: ActivitiesWork) -> SecondRating:
    """Ask somebody for a second rating of an audit.

    Raises:
        NotFound; AuditsOnly; NotSubmitted; WrongGrading; UnknownPerson; NotAnAuditor; RaterElsewhere; NotIndependent;
        RaterNotBlind; RatingExists.
    """
    audit = uow.activities.get(activity_id)
    ensure_ratable(audit)
    rules = uow.rules.of(uow.today())
    ensure_rater(rater, audit, uow.ratings.saw(activity_id), uow.organisation, rules)
    new = SecondRating(
        rating_id=uuid7(),
        activity_id=activity_id,
        rater=rater,
        requested_by=uow.actor,
        requested_on=uow.today(),
    )
    if not uow.ratings.add(new):
        raise RatingExists("A second rating of this audit is asked for or given already")
    return new


def give_rating(command: GiveRating, uow: ActivitiesWork) -> SecondRating:
    """Give the grades, once; the first rating stays as it is.

    Raises:
        NotFound; Stale; Forbidden: somebody else was asked; RatingClosed; WrongGrading: other domains than the audit's.
    """
    before = _of_rater(command.activity_id, command.rating_id, command.version, uow)
    after = before.give(command.overall, command.domains, on=uow.today())
    ensure_whole(command.domains, uow.activities.get(command.activity_id).written)
    uow.ratings.save(before, after)
    return after


def refuse_rating(command: EndRating, uow: ActivitiesWork) -> SecondRating:
    """Say that one cannot rate this audit.

    Raises:
        NotFound; Stale; Forbidden: somebody else was asked; RatingClosed; IdentifierInText.
    """
    before = _of_rater(command.activity_id, command.rating_id, command.version, uow)
    after = before.refuse(command.reason, on=uow.today())
    return _ended(before, after, uow)


def withdraw_rating(command: EndRating, uow: ActivitiesWork) -> SecondRating:
    """Take back what one asked for, before it is given.

    Raises:
        NotFound; Stale; Forbidden: somebody else asked; RatingClosed; IdentifierInText.
    """
    before = uow.ratings.get(command.activity_id, command.rating_id, version=command.version)
    if before.requested_by != uow.actor:
        raise OwnRating("A second rating is withdrawn by whoever asked for it")
    after = before.withdraw(command.reason, on=uow.today())
    return _ended(before, after, uow)


def ratings(
    uow: ActivitiesWork, *, own_only: bool, status: str | None, after: UUID | None, limit: int
) -> Sequence[Any]:
    """Second ratings with where the audit was made; ``own_only`` shows those that the caller was asked for."""
    return uow.ratings.page(rater=uow.actor if own_only else None, status=status, after=after, limit=limit)


def _of_rater(activity_id: UUID, rating_id: UUID, version: int, uow: ActivitiesWork) -> SecondRating:
    found = uow.ratings.get(activity_id, rating_id, version=version)
    if found.rater != uow.actor:
        raise OwnRating("This rating was asked of somebody else")
    return found


def _ended(before: SecondRating, after: SecondRating, uow: ActivitiesWork) -> SecondRating:
    identifier = identifier_of(uow.activities.get(before.activity_id), uow)
    ensure_anonymous([("reason", after.reason)], identifier)
    uow.ratings.save(before, after)
    return after
