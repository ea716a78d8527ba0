"""Feedback over HTTP: take it, find it, read it, conclude a complaint."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.feedback import schemas, usecases
from services.feedback.domain import Feedback
from services.feedback.usecases import ConcludeComplaint, ReceiveFeedback
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

blp = Blueprint(
    "feedback", __name__, url_prefix="/feedback", description="What children, families and partners say."
)
_SHORT, _FULL = (tuple(schema().fields) for schema in (schemas.FeedbackSchema, schemas.FeedbackInFullSchema))


@blp.route("", methods=["POST"])
@requires("feedback:record")
@command
@blp.arguments(schemas.NewFeedbackSchema)
@blp.response(201, schemas.FeedbackSchema)
def receive_feedback(body: dict[str, Any]) -> dict[str, Any]:
    """Take feedback, a compliment or a complaint. The answer does not repeat the words."""
    return _shown(usecases.receive_feedback(ReceiveFeedback(**body), uow()))


@blp.route("")
@requires("feedback:read")
@query
@blp.arguments(schemas.FeedbackArgs, location="query")
@blp.response(200, schemas.FeedbackPage)
def list_feedback(args: dict[str, Any]) -> dict[str, Any]:
    """Feedback about the caller's areas, newest first, without its words."""
    limit, after = args["limit"], decode_cursor(args["after"], date, UUID)
    found = usecases.page(uow(), **{**args, "limit": limit + 1, "after": after})
    answer = page(found, limit, lambda one: (one.received_on, one.feedback_id))
    return answer | {"items": [_view(one, _SHORT) for one in answer["items"]]}


@blp.route("/<uuid:feedback_id>")
@requires("feedback:read")
@records_access("feedback")
@query
@blp.response(200, schemas.FeedbackInFullSchema)
def get_feedback(feedback_id: UUID) -> dict[str, Any]:
    """One piece of feedback with its words."""
    found = usecases.feedback(feedback_id, uow())
    set_etag(found.version)
    return _view(found, _FULL)


@blp.route("/<uuid:feedback_id>/conclusion", methods=["POST"])
@requires("feedback:conclude")
@command
@blp.arguments(schemas.ConclusionSchema)
@blp.response(200, schemas.FeedbackSchema)
def conclude_complaint(body: dict[str, Any], feedback_id: UUID) -> dict[str, Any]:
    """Give a complaint its outcome, and say what was learned."""
    asked = ConcludeComplaint(feedback_id=feedback_id, version=if_match(), **body)
    return _shown(usecases.conclude_complaint(asked, uow()))


def _shown(changed: Feedback) -> dict[str, Any]:
    set_etag(changed.version)
    return _view(changed, _SHORT)


def _view(one: Feedback, names: tuple[str, ...]) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in names if name != "clock"}
    return shown | {"clock": one.clock(uow().today())}
