"""What happens to a review between its proposal and its end: due later, handed on, joined, called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec.structs import replace

from services.activities.domain.handover import ensure_takes_over
from services.activities.domain.reasons import Reason, ensure_reason
from services.activities.domain.review import Review, ReviewChange, Step
from services.activities.domain.review_events import called_off, extended, invited
from services.activities.domain.review_people import (
    Participant,
    ensure_approver,
    ensure_facilitator,
    ensure_independent_chair,
    ensure_known,
    workers,
)
from services.activities.domain.review_proposal import Procedure
from services.activities.domain.review_refusals import ReviewNotLater
from services.activities.domain.review_words import CALLED_OFF, LATER, SUCCESS
from services.activities.domain.withheld import OwnName, OwnReviews
from services.activities.domain.work_events import review_handed_on
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOf:
    """Which review, at which version. ``sees_all``: the caller answers for reviews and need not lead this one."""

    review_id: UUID
    version: int
    sees_all: bool = False


def extend_review(asked: AskOf, due_on: date, reason: Reason, uow: ActivitiesWork) -> Review:
    """Let a review be due later.

    Raises:
        NotFound; Stale; WrongStep; ReviewNotLater; IdentifierInText. Invalid: the reason.
    """
    before = review_at(asked.review_id, asked.version, uow, sees_all=asked.sees_all)
    after = before.step("extended", due_on=due_on)
    ensure_reason(reason, LATER)
    if before.due_on is None or due_on <= before.due_on or due_on < uow.today():
        raise ReviewNotLater(
            f"It is due on {before.due_on} already: an extension gives a later date, and none that has passed",
            fields={"due_on": ["is not later than it is due, or has passed"]},
        )
    ensure_anonymous([("note", reason.note)], uow.reviews.identifier(before.review_id))
    told = (before.due_on.isoformat(), due_on.isoformat())
    keep("extended", before, after, uow, told=told, reason=reason.code, note=reason.note)
    later = extended(
        after, before=before.due_on, due_on=due_on, by=uow.actor, on=uow.today(), reason=reason.code
    )
    uow.emit(later, sequence=after.version)
    return after


def call_review_off(asked: AskOf, approved_by: str, reason: Reason, uow: ActivitiesWork) -> Review:
    """End a review that was agreed and is not written, with the word of somebody who does not chair it.

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; UnknownPerson; NotAnApprover; IdentifierInText.
        Invalid: the reason.
    """
    before = steered(asked, uow)
    after = before.step("called_off")
    ensure_reason(reason, CALLED_OFF)
    ensure_approver(approved_by, before.chair, uow.organisation)
    ensure_anonymous([("note", reason.note)], uow.reviews.identifier(before.review_id))
    keep("called_off", before, after, uow, reason=reason.code, note=reason.note, approved_by=approved_by)
    told = called_off(after, by=uow.actor, approved_by=approved_by, on=uow.today(), reason=reason.code)
    uow.emit(told, sequence=after.version)
    return after


def hand_review_on(asked: AskOf, chair: str, note: str, uow: ActivitiesWork) -> Review:
    """Give a review another chair, under the rules of the first.

    Raises:
        NotFound; Stale; WrongStep; SameHolder; HolderAway; UnknownPerson; NotAFacilitator; NotAChair;
        ChairNotIndependent; IdentifierInText.
    """
    before = review_at(asked.review_id, asked.version, uow, sees_all=asked.sees_all)
    after = before.step("handed_on", chair=chair)
    ensure_takes_over("chair", chair, before.chair, before.due_on, uow.organisation, uow.today())
    ensure_leader(after, uow)
    ensure_anonymous([("note", note)], uow.reviews.identifier(before.review_id))
    keep("handed_on", before, after, uow, told=(before.chair, chair), note=note)
    uow.emit(review_handed_on(after, previous=before.chair, on=uow.today()), sequence=after.version)
    return after


def invite_to_review(asked: AskOf, more: tuple[Participant, ...], uow: ActivitiesWork) -> Review:
    """Ask more people into a review; the chair must be independent of them too.

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; UnknownPerson; ChairNotIndependent; IdentifierInText.
    """
    before = steered(asked, uow)
    new = tuple(one for one in more if one.person is None or one.person not in workers(before.participants))
    after = before.step("invited", participants=(*before.participants, *new))
    ensure_known(new, uow.organisation)
    ensure_leader(after, uow)
    roles = [(f"partners.{n}.role", one.role) for n, one in enumerate(new)]
    ensure_anonymous(roles, uow.reviews.identifier(before.review_id))
    keep("invited", before, after, uow)
    people = [person for person in workers(new) if person != after.chair]
    if people and after.due_on is not None:
        uow.emit(invited(after, chair=None, people=people, due_on=after.due_on), sequence=after.version)
    return after


def note_procedure(asked: AskOf, procedure: Procedure, uow: ActivitiesWork) -> Review:
    """Record a procedure that runs alongside; a review replaces none (S25).

    Raises:
        NotFound; Stale; Forbidden: for its chair; WrongStep; IdentifierInText.
    """
    before = steered(asked, uow)
    noted = replace(before.proposal, procedures=(*before.proposal.procedures, procedure))
    after = before.step("procedure_noted", proposal=noted)
    ensure_anonymous([("reference", procedure.reference)], uow.reviews.identifier(before.review_id))
    keep("procedure_noted", before, after, uow)
    return after


def say_whether_named(asked: AskOf, yes: bool, uow: ActivitiesWork) -> Review:
    """A worker who takes part says whether they may be celebrated by name, and may take it back (S24).

    Raises:
        NotFound; Stale; WrongStep. Forbidden: for those who take part.
    """
    before = review_at(asked.review_id, asked.version, uow, sees_all=asked.sees_all)
    if uow.actor not in workers(before.participants):
        raise OwnName("Whether a worker is named is for that worker to say")
    said = tuple(
        replace(one, may_be_named=yes) if one.person == uow.actor else one for one in before.participants
    )
    after = before.step("consented", participants=said)
    keep("consented", before, after, uow)
    return after


def review_at(review_id: UUID, version: int, uow: ActivitiesWork, *, sees_all: bool) -> Review:
    """The review as the caller read it. Raises NotFound: none that they may see. Stale."""
    return uow.reviews.get(review_id, sees_all=sees_all, version=version)


def chaired(asked: AskOf, uow: ActivitiesWork) -> Review:
    """The review, for its chair alone. Raises NotFound; Stale; Forbidden."""
    found = review_at(asked.review_id, asked.version, uow, sees_all=asked.sees_all)
    if uow.actor != found.chair:
        raise OwnReviews("This is for the review's chair")
    return found


def steered(asked: AskOf, uow: ActivitiesWork) -> Review:
    """The review, for its chair and whoever answers for reviews. Raises NotFound; Stale; Forbidden."""
    return (
        review_at(asked.review_id, asked.version, uow, sees_all=True)
        if asked.sees_all
        else chaired(asked, uow)
    )


def ensure_leader(review: Review, uow: ActivitiesWork) -> None:
    """Raises UnknownPerson; NotAFacilitator; NotAChair; ChairNotIndependent."""
    chair = review.chair or ""
    if review.kind == SUCCESS:
        ensure_facilitator(chair, uow.organisation)
    else:
        ensure_independent_chair(
            chair,
            team=review.team,
            involved=review.decided,
            auditor=review.proposal.auditor,
            organisation=uow.organisation,
        )


def keep(
    what: Step,
    before: Review,
    after: Review,
    uow: ActivitiesWork,
    *,
    told: tuple[str | None, str] | None = None,
    reason: str | None = None,
    note: str = "",
    approved_by: str | None = None,
) -> None:
    """The review and the line of its history; ``told`` are before and after where they are not statuses."""
    uow.reviews.save(before, after)
    first, last = told or (before.status, after.status)
    line = ReviewChange(
        version=after.version,
        what=what,
        by=uow.actor,
        recorded_at=uow.now(),
        before=first,
        after=last,
        reason=reason,
        note=note,
        approved_by=approved_by,
    )
    uow.reviews.add_line(after.review_id, line)
