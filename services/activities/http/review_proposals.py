"""Reviews: proposed, agreed or declined, due later, handed on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from services.activities import usecases
from services.activities.domain.reasons import Reason
from services.activities.domain.review import Review
from services.activities.domain.review_people import Participant
from services.activities.domain.review_proposal import Proposal
from services.activities.schemas.reviews import (
    LaterSchema,
    LearningProposalSchema,
    NewChairSchema,
    ProposalDecisionSchema,
    ReviewAgreementSchema,
    ReviewReasonSchema,
    ReviewSummarySchema,
    SuccessProposalSchema,
)
from services.activities.usecases import AgreeReview, AskOf, DeclineReview, Subject
from shared.security.policy import permissions_of
from shared.web import Blueprint, command, if_match, principal, query, requires, set_etag, uow

successes = Blueprint(
    "success_reviews",
    __name__,
    url_prefix="/success-reviews",
    description="Reviews of what made a difference.",
)
learnings = Blueprint(
    "learning_reviews",
    __name__,
    url_prefix="/learning-reviews",
    description="Reviews to learn from, without blame.",
)
blp = Blueprint(
    "review_decisions", __name__, url_prefix="/reviews", description="What becomes of a proposed review."
)

proposals = Blueprint(
    "review_proposals", __name__, url_prefix="/proposals", description="What became of what one proposed."
)

_SUBJECT = ("case", "service", "team", "practitioner")


@successes.route("", methods=["POST"])
@requires("reviews:propose")
@command
@successes.arguments(SuccessProposalSchema)
@successes.response(201, ReviewSummarySchema)
def propose_success_review(body: dict[str, Any]) -> Review:
    """Propose to find out what made a real difference that several sources saw (S24)."""
    return answer(usecases.propose_success_review(_subject(body), _proposal(body), uow()))


@learnings.route("", methods=["POST"])
@requires("reviews:propose")
@command
@learnings.arguments(LearningProposalSchema)
@learnings.response(201, ReviewSummarySchema)
def propose_learning_review(body: dict[str, Any]) -> Review:
    """Propose to learn from concerns about a plan's progress, an inadequate audit or an incident (S25)."""
    subject = _subject(body) if body["audit_id"] is None else None
    own_only = "activities:read-others" not in permissions_of("activities", principal().roles)
    return answer(usecases.propose_learning_review(subject, _proposal(body), uow(), own_only=own_only))


@proposals.route("/<uuid:review_id>")
@requires("reviews:propose")
@query
@proposals.response(200, ProposalDecisionSchema)
def get_decision(review_id: UUID) -> dict[str, Any]:
    """Whether the review that one proposed was agreed, and why not."""
    return usecases.proposal_decision(review_id, uow(), sees_all=sees_all())


@blp.route("/<uuid:review_id>/agreement", methods=["POST"])
@requires("reviews:decide")
@command
@blp.arguments(ReviewAgreementSchema)
@blp.response(200, ReviewSummarySchema)
def agree(body: dict[str, Any], review_id: UUID) -> Review:
    """Let it happen: its chair and those who take part are told."""
    agreement = AgreeReview(
        review_id=review_id,
        version=if_match(),
        chair=body["chair"],
        due_on=body["due_on"],
        participants=participants(body),
    )
    return answer(usecases.agree_review(agreement, uow()))


@blp.route("/<uuid:review_id>/refusal", methods=["POST"])
@requires("reviews:decide")
@command
@blp.arguments(ReviewReasonSchema)
@blp.response(200, ReviewSummarySchema)
def decline(body: dict[str, Any], review_id: UUID) -> Review:
    """Say no, and why; whoever proposed it is told, and reads the reason here."""
    refusal = DeclineReview(review_id=review_id, version=if_match(), reason=body["reason"])
    return answer(usecases.decline_review(refusal, uow()))


@blp.route("/<uuid:review_id>/extension", methods=["POST"])
@requires("reviews:decide")
@command
@blp.arguments(LaterSchema)
@blp.response(200, ReviewSummarySchema)
def extend(body: dict[str, Any], review_id: UUID) -> Review:
    """Let it be due later."""
    reason = Reason(code=body["reason"], note=body["note"])
    return answer(usecases.extend_review(asked(review_id, if_match()), body["due_on"], reason, uow()))


@blp.route("/<uuid:review_id>/chair", methods=["POST"])
@requires("reviews:decide")
@command
@blp.arguments(NewChairSchema)
@blp.response(200, ReviewSummarySchema)
def hand_on(body: dict[str, Any], review_id: UUID) -> Review:
    """Give it another chair, who is told."""
    return answer(usecases.hand_review_on(asked(review_id, if_match()), body["chair"], body["note"], uow()))


def participants(body: dict[str, Any]) -> tuple[Participant, ...]:
    """Those whom an invitation names, each worker once."""
    workers = [Participant(person=person) for person in dict.fromkeys(body["workers"])]
    return (*workers, *(Participant(**partner) for partner in body["partners"]))


def sees_all() -> bool:
    return "reviews:read-others" in permissions_of("activities", principal().roles)


def asked(review_id: UUID, version: int) -> AskOf:
    """The review at the version that the caller read."""
    return AskOf(review_id=review_id, version=version, sees_all=sees_all())


def answer(review: Review) -> Review:
    set_etag(review.version)
    return review


def _subject(body: dict[str, Any]) -> Subject:
    return Subject(**{name: body[name] for name in _SUBJECT})


def _proposal(body: dict[str, Any]) -> Proposal:
    return msgspec.convert({name: body[name] for name in body if name not in _SUBJECT}, Proposal)
