"""Leading a review: held, written, released, closed; and who reads what of it (S24, S25, S26)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.capture import ensure_action, ensure_family_voice
from services.activities.domain.refusals import FutureDate
from services.activities.domain.review import Review, ReviewChange, decision_of
from services.activities.domain.review_events import completed, released
from services.activities.domain.review_learning import Learning, ensure_consent, ensure_shareable
from services.activities.domain.review_record import (
    LearningRecord,
    Record,
    SuccessRecord,
    ensure_aims,
    ensure_appreciative,
    ensure_views,
    record_of,
)
from services.activities.domain.review_refusals import NotShared
from services.activities.domain.review_words import SUCCESS
from services.activities.domain.withheld import OwnReviews, ReviewClosed, StillToRate
from services.activities.usecases.review_steps import AskOf, chaired, keep
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLearning:
    """What the division may read. ``names`` of everybody in the case are compared with it and kept nowhere."""

    learning: Learning
    names: Sequence[str]


def hold_review(asked: AskOf, held_on: date, uow: ActivitiesWork) -> Review:
    """Say that those involved met.

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; FutureDate. Invalid: before it was proposed.
    """
    before = chaired(asked, uow)
    after = before.step("held", held_on=held_on)
    if held_on > uow.today():
        raise FutureDate("Held in the future", fields={"held_on": ["is in the future"]})
    if held_on < before.proposed_on:
        raise Invalid(fields={"held_on": [f"is before it was proposed on {before.proposed_on}"]})
    keep("held", before, after, uow)
    return after


def write_review(asked: AskOf, kind: str, body: Mapping[str, Any], uow: ActivitiesWork) -> Review:
    """Write down what was found, whole and once; the actions it needs are opened from it.

    Raises:
        NotFound: also a review of the other kind. Stale; Forbidden: for its chair; WrongStep; AimsMissing;
        ShapeMissing; ViewsMissing; FamilyVoiceMissing; ExemptionNotApproved; UnknownOwner; IdentifierInText.
    """
    before = chaired(asked, uow)
    if before.kind != kind:
        raise NotFound(kind.replace("_", " "), asked.review_id)
    record = record_of(kind, body, uuid7)
    after = before.step("written", record=record)
    _ensure_whole(record, after, uow)
    for n, action in enumerate(record.actions):
        ensure_action(action, f"actions.{n}", uow.organisation)
    ensure_anonymous(record.texts(), uow.reviews.identifier(before.review_id))
    keep("written", before, after, uow)
    uow.emit(completed(after, record, uow.today()), sequence=after.version)
    return after


def release_learning(asked: AskOf, release: ReleaseLearning, uow: ActivitiesWork) -> Review:
    """Share with the whole division what others can learn, and with the service whom to thank.

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; NameInLearning; NoConsent; IdentifierInText.
    """
    before = chaired(asked, uow)
    after = before.step("released", learning=release.learning)
    ensure_consent(release.learning.celebrated, before.participants)
    if release.learning.celebrated and before.kind != SUCCESS:
        raise Invalid(fields={"celebrated": ["is for success reviews"]})
    codes = [before.case, before.proposed_by, before.proposal.auditor, *before.decided, *before.circle]
    ensure_shareable(
        release.learning,
        identifier=uow.reviews.identifier(before.review_id),
        names=release.names,
        codes=codes,
    )
    keep("released", before, after, uow)
    uow.emit(released(after, release.learning), sequence=1)
    return after


def close_review(asked: AskOf, note: str, uow: ActivitiesWork) -> Review:
    """End a review; one whose learning was not shared says why.

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; NotShared; IdentifierInText.
    """
    before = chaired(asked, uow)
    after = before.step("closed")
    if before.learning is None and not note.strip():
        raise NotShared(
            "Say why nothing of this review is shared", fields={"note": ["is needed before release"]}
        )
    ensure_anonymous([("note", note)], uow.reviews.identifier(before.review_id))
    keep("closed", before, after, uow, note=note)
    return after


def reviews(
    uow: ActivitiesWork,
    *,
    sees_all: bool,
    kind: str | None,
    status: str | None,
    after: UUID | None,
    limit: int,
) -> Sequence[Any]:
    """Reviews that the caller chairs, takes part in or answers for, without what was said in them."""
    return uow.reviews.page(sees_all=sees_all, kind=kind, status=status, after=after, limit=limit)


def review(review_id: UUID, uow: ActivitiesWork, *, sees_all: bool) -> Review:
    """One review with all its detail.

    Raises:
        NotFound: the caller is not involved. Forbidden: they are still to rate its audit a second time (S06).
    """
    found = uow.reviews.get(review_id, sees_all=sees_all)
    audit_id = found.proposal.audit_id
    if audit_id is not None and uow.ratings.status_for(audit_id, uow.actor) == "requested":
        raise StillToRate("You see what the audit led to once you have rated it")
    return found


def review_history(review_id: UUID, uow: ActivitiesWork, *, sees_all: bool) -> list[ReviewChange]:
    """What happened to it, oldest first. Raises as ``review``."""
    review(review_id, uow, sees_all=sees_all)
    return uow.reviews.history(review_id)


def proposal_decision(review_id: UUID, uow: ActivitiesWork, *, sees_all: bool) -> dict[str, Any]:
    """What became of a proposal, for whoever made it too. Raises NotFound."""
    row = uow.reviews.decision(review_id, sees_all=sees_all)
    return {**row._mapping, "decision": decision_of(row.status)}


def identify_review(review_id: UUID, uow: ActivitiesWork) -> tuple[Review, str]:
    """The child's identifier, for the chair, who has to find the record.

    Raises:
        NotFound: the caller is not involved. Forbidden: anybody but the chair, and everybody once it is over.
    """
    found = uow.reviews.get(review_id, sees_all=False)
    if found.chair != uow.actor:
        raise OwnReviews("The identifier is for the review's chair alone")
    if found.status in ("closed", "called_off"):
        raise ReviewClosed("The review is over: nobody need find the record any more")
    return found, uow.reviews.identifier(review_id)


def learned(uow: ActivitiesWork, *, after: tuple[date, UUID] | None, limit: int) -> Sequence[Any]:
    """Generalised learning for everybody in the division, the newest first; it says nothing of where it was (S26)."""
    return uow.reviews.learned(after=after, limit=limit)


def learning(learning_id: UUID, uow: ActivitiesWork) -> Any:
    """What one review taught the division. Raises NotFound: there is no such learning."""
    return uow.reviews.learning(learning_id)


def celebrations(uow: ActivitiesWork, *, sees_all: bool) -> list[dict[str, Any]]:
    """Workers of the caller's own service who said yes to being named, with what is celebrated (S24)."""
    caller = uow.organisation.people.get(uow.actor)
    service = caller.service if caller else None
    if service is None and not sees_all:
        return []
    return [
        {
            "service": found.service,
            "person": one.person,
            "words": one.words,
            "released_on": found.learning.released_on,
        }
        for found in uow.reviews.celebrating(None if sees_all else service)
        if found.learning is not None
        for one in found.learning.celebrated
        if any(each.person == one.person and each.may_be_named for each in found.participants)
    ]


def _ensure_whole(record: Record, review: Review, uow: ActivitiesWork) -> None:
    if isinstance(record, LearningRecord):
        ensure_aims(record)
    elif isinstance(record, SuccessRecord):
        ensure_appreciative(record)
    needed = isinstance(record, SuccessRecord)
    ensure_views(record.views, review.participants, all_needed=needed)
    if needed or record.family is not None:
        rules = uow.rules.of(uow.today())
        ensure_family_voice(record.family, review.chair or "", review.practitioner, uow.organisation, rules)
