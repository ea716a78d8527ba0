"""Proposing a success or a learning review, and deciding about it (S24, S25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.review import Review, ReviewChange
from services.activities.domain.review_events import decided, invited
from services.activities.domain.review_people import Participant, ensure_known, workers
from services.activities.domain.review_proposal import Proposal, ensure_inadequate, ensure_several
from services.activities.domain.review_words import LEARNING, SUCCESS
from services.activities.domain.withheld import OutsideAreas
from services.activities.usecases.identity import identifier_of
from services.activities.usecases.reading import activity
from services.activities.usecases.review_steps import ensure_leader, keep, review_at
from shared.contracts.errors import Invalid
from shared.contracts.events.reviews import ReviewKind
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose case it is about. ``case`` is the child's identifier; nothing keeps it but its sealed form."""

    case: str
    service: str
    team: str | None
    practitioner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeReview:
    """Let the review at ``version`` happen: who leads it, who takes part, until when."""

    review_id: UUID
    version: int
    chair: str
    due_on: date
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReview:
    """Say no to the review at ``version``, and why."""

    review_id: UUID
    version: int
    reason: str


def propose_success_review(subject: Subject, proposal: Proposal, uow: ActivitiesWork) -> Review:
    """Propose to find out what made a difference that several sources saw.

    Raises:
        TooFewSources; UnknownUnit; UnknownPerson; IdentifierInText. Forbidden: another area.
    """
    ensure_several(proposal.sources)
    return _proposed(SUCCESS, _area(subject, uow), subject, proposal, uow)


def propose_learning_review(
    subject: Subject | None, proposal: Proposal, uow: ActivitiesWork, *, own_only: bool
) -> Review:
    """Propose to learn from one of the three triggers; ``subject`` is None where an audit tells it.

    Raises:
        NotFound: no such audit for the caller. AuditNotInadequate; UnknownUnit; UnknownPerson; IdentifierInText.
        Forbidden: another area.
    """
    if proposal.audit_id is None:
        if subject is None:
            raise Invalid(fields={"case": ["is needed where no audit tells it"]})
        return _proposed(LEARNING, _area(subject, uow), subject, proposal, uow)
    audit = activity(proposal.audit_id, uow, own_only=own_only)
    ensure_inadequate(audit)
    identifier = identifier_of(audit, uow)
    assert identifier is not None, "every audit is of a case"
    of_audit = Subject(
        case=identifier, service=audit.service, team=audit.team, practitioner=audit.practitioner
    )
    from_audit = Proposal(
        why=proposal.why,
        trigger=proposal.trigger,
        audit_id=audit.activity_id,
        auditor=audit.auditor,
        procedures=proposal.procedures,
    )
    return _proposed(LEARNING, audit.area, of_audit, from_audit, uow)


def agree_review(command: AgreeReview, uow: ActivitiesWork) -> Review:
    """Agree to a review and ask people into it.

    Raises:
        NotFound; Stale; WrongStep; UnknownPerson; NotAFacilitator; NotAChair; ChairNotIndependent.
        Invalid: due in the past.
    """
    before = review_at(command.review_id, command.version, uow, sees_all=True)
    if command.due_on < uow.today():
        raise Invalid(fields={"due_on": ["has passed"]})
    after = before.step(
        "agreed", chair=command.chair, due_on=command.due_on, participants=command.participants
    )
    ensure_known(after.participants, uow.organisation)
    ensure_leader(after, uow)
    ensure_anonymous(
        [(f"partners.{n}.role", one.role) for n, one in enumerate(after.participants)],
        uow.reviews.identifier(after.review_id),
    )
    keep("agreed", before, after, uow)
    uow.emit(decided(after, by=uow.actor), sequence=after.version)
    people = [person for person in workers(after.participants) if person != after.chair]
    asked = invited(after, chair=command.chair, people=people, due_on=command.due_on)
    uow.emit(asked, sequence=after.version)
    return after


def decline_review(command: DeclineReview, uow: ActivitiesWork) -> Review:
    """Say no, with a reason that stays here and is read by whoever proposed it.

    Raises:
        NotFound; Stale; WrongStep; IdentifierInText.
    """
    before = review_at(command.review_id, command.version, uow, sees_all=True)
    after = before.step("declined")
    ensure_anonymous([("reason", command.reason)], uow.reviews.identifier(before.review_id))
    keep("declined", before, after, uow, note=command.reason)
    uow.emit(decided(after, by=uow.actor), sequence=after.version)
    return after


def _area(subject: Subject, uow: ActivitiesWork) -> str:
    """Where it is, of a service, team and worker that are there. An audit's may have ended since."""
    area = uow.organisation.place(subject.service, subject.team, uow.today().replace(day=1))
    if not uow.scope.allows(area):
        raise OutsideAreas(f"{subject.service} is outside your areas")
    if subject.practitioner is not None:
        uow.organisation.person(subject.practitioner)
    return area


def _proposed(
    kind: ReviewKind, area: str, subject: Subject, proposal: Proposal, uow: ActivitiesWork
) -> Review:
    ensure_anonymous(proposal.texts(), subject.case)
    new = Review(
        review_id=uuid7(),
        kind=kind,
        status="proposed",
        area=area,
        service=subject.service,
        team=subject.team,
        case=uow.pseudonyms.pseudonym(subject.case),
        practitioner=subject.practitioner,
        proposal=proposal,
        proposed_by=uow.actor,
        proposed_on=uow.today(),
    )
    uow.reviews.add(new, uow.pseudonyms.seal(subject.case))
    line = ReviewChange(
        version=1, what="proposed", by=uow.actor, recorded_at=uow.now(), before=None, after=new.status
    )
    uow.reviews.add_line(new.review_id, line)
    return new
