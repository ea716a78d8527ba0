"""Reviews: led by their chair, read by those involved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.reasons import Reason
from services.activities.domain.review import Review
from services.activities.domain.review_learning import Celebrated, Learning
from services.activities.domain.review_proposal import Procedure
from services.activities.domain.review_words import GUIDANCE, LEARNING, SUCCESS
from services.activities.http.review_proposals import (
    answer,
    asked,
    learnings,
    participants,
    sees_all,
    successes,
)
from services.activities.schemas.activities import IdentifiedSchema
from services.activities.schemas.lifecycle import ReviewHistorySchema
from services.activities.schemas.review_records import LearningRecordSchema, SuccessRecordSchema, answered
from services.activities.schemas.reviews import (
    CallingOffSchema,
    ClosureSchema,
    ConsentSchema,
    HeldSchema,
    InvitationSchema,
    ProcedureSchema,
    ReleaseSchema,
    ReviewArgs,
    ReviewPage,
    ReviewSchema,
    ReviewSummarySchema,
)
from services.activities.usecases import ReleaseLearning
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    query,
    records_access,
    requires,
    set_etag,
    uow,
)

blp = Blueprint("reviews", __name__, url_prefix="/reviews", description="Reviews, for those involved.")


@blp.route("")
@requires("reviews:read")
@query
@blp.arguments(ReviewArgs, location="query")
@blp.response(200, ReviewPage)
def list_reviews(args: dict[str, Any]) -> dict[str, Any]:
    """Reviews that one chairs or takes part in; QA manager and principal social worker see all."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.reviews(
        uow(),
        sees_all=sees_all(),
        kind=args["kind"],
        status=args["status"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda row: (row.review_id,))


@blp.route("/<uuid:review_id>")
@requires("reviews:read")
@query
@records_access("review")
@blp.response(200, ReviewSchema)
def get_review(review_id: UUID) -> dict[str, Any]:
    """The whole of a review, for those involved (S26). It is written down who read it."""
    found = usecases.review(review_id, uow(), sees_all=sees_all())
    set_etag(found.version)
    whole = {name: getattr(found, name) for name in Review.__slots__}
    return {**whole, "guidance": GUIDANCE[found.kind], **answered(found.kind, found.record)}


@blp.route("/<uuid:review_id>/history")
@requires("reviews:read")
@query
@records_access("review")
@blp.response(200, ReviewHistorySchema)
def get_history(review_id: UUID) -> dict[str, Any]:
    """What happened to a review, by whom and when, for those involved. It is written down who read it."""
    lines = usecases.review_history(review_id, uow(), sees_all=sees_all())
    set_etag(lines[-1].version)
    return {"review_id": review_id, "history": lines}


@blp.route("/<uuid:review_id>/case")
@requires("reviews:chair")
@query
@records_access("identifier")
@blp.response(200, IdentifiedSchema)
def identify(review_id: UUID) -> dict[str, Any]:
    """The child's identifier, for the chair, who must find the record. It is written down."""
    found, identifier = usecases.identify_review(review_id, uow())
    return {"case": found.case, "identifier": identifier}


@blp.route("/<uuid:review_id>/participants", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(InvitationSchema)
@blp.response(200, ReviewSummarySchema)
def invite(body: dict[str, Any], review_id: UUID) -> Review:
    """Ask more people into it; they are told."""
    return answer(usecases.invite_to_review(asked(review_id, if_match()), participants(body), uow()))


@blp.route("/<uuid:review_id>/procedures", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(ProcedureSchema)
@blp.response(200, ReviewSummarySchema)
def note_procedure(body: dict[str, Any], review_id: UUID) -> Review:
    """Record a procedure that runs alongside: the review replaces none (S25)."""
    return answer(usecases.note_procedure(asked(review_id, if_match()), Procedure(**body), uow()))


@blp.route("/<uuid:review_id>/meeting", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(HeldSchema)
@blp.response(200, ReviewSummarySchema)
def hold(body: dict[str, Any], review_id: UUID) -> Review:
    """Say that those involved met."""
    return answer(usecases.hold_review(asked(review_id, if_match()), body["held_on"], uow()))


@successes.route("/<uuid:review_id>/record", methods=["POST"])
@requires("reviews:chair")
@command
@successes.arguments(SuccessRecordSchema)
@successes.response(200, ReviewSummarySchema)
def write_success_review(body: dict[str, Any], review_id: UUID) -> Review:
    """Write down what made the difference, whole and once (S24)."""
    return answer(usecases.write_review(asked(review_id, if_match()), SUCCESS, body, uow()))


@learnings.route("/<uuid:review_id>/record", methods=["POST"])
@requires("reviews:chair")
@command
@learnings.arguments(LearningRecordSchema)
@learnings.response(200, ReviewSummarySchema)
def write_learning_review(body: dict[str, Any], review_id: UUID) -> Review:
    """Write down the four aims, whole and once (S25)."""
    return answer(usecases.write_review(asked(review_id, if_match()), LEARNING, body, uow()))


@blp.route("/<uuid:review_id>/consent", methods=["POST"])
@requires("reviews:read")
@command
@blp.arguments(ConsentSchema)
@blp.response(200, ReviewSummarySchema)
def consent(body: dict[str, Any], review_id: UUID) -> Review:
    """Say whether one may be celebrated by name in one's own service; it may be taken back at any time (S24)."""
    return answer(usecases.say_whether_named(asked(review_id, if_match()), body["named"], uow()))


@blp.route("/<uuid:review_id>/release", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(ReleaseSchema)
@blp.response(200, ReviewSummarySchema)
def release(body: dict[str, Any], review_id: UUID) -> Review:
    """Share generalised learning with the division, and thanks with the service (S26)."""
    learning = Learning(
        learning_id=uuid7(),
        title=body["title"],
        learning=body["learning"],
        released_on=uow().today(),
        celebrated=tuple(Celebrated(**one) for one in body["celebrated"]),
    )
    shared = ReleaseLearning(learning=learning, names=body["names"])
    return answer(usecases.release_learning(asked(review_id, if_match()), shared, uow()))


@blp.route("/<uuid:review_id>/calling-off", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(CallingOffSchema)
@blp.response(200, ReviewSummarySchema)
def call_off(body: dict[str, Any], review_id: UUID) -> Review:
    """End one that was agreed and is not written, with the word of somebody other than its chair; all are told."""
    reason = Reason(code=body["reason"], note=body["note"])
    called_off = usecases.call_review_off(asked(review_id, if_match()), body["approved_by"], reason, uow())
    return answer(called_off)


@blp.route("/<uuid:review_id>/closure", methods=["POST"])
@requires("reviews:chair")
@command
@blp.arguments(ClosureSchema)
@blp.response(200, ReviewSummarySchema)
def close(body: dict[str, Any], review_id: UUID) -> Review:
    """End it; where nothing was released, with the reason."""
    return answer(usecases.close_review(asked(review_id, if_match()), body["note"], uow()))
