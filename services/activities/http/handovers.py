"""What people hold that somebody else must do, and handing over what nothing else hands over."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.rating import SecondRating
from services.activities.http.review_proposals import sees_all
from services.activities.schemas.activities import SummarySchema
from services.activities.schemas.handovers import (
    HandoverArgs,
    HandoverPage,
    NewModeratorSchema,
    NewRaterSchema,
)
from services.activities.schemas.ratings import RatingSchema
from services.activities.usecases import HandModerationOver, HandRatingOver
from shared.web import Blueprint, command, decode_cursor, if_match, page, query, requires, set_etag, uow

blp = Blueprint(
    "handovers", __name__, url_prefix="/handovers", description="Work of people who cannot do it."
)
ratings = Blueprint(
    "rating_handovers",
    __name__,
    url_prefix="/audits",
    description="Second ratings that pass to somebody else.",
)
tasks = Blueprint(
    "moderation_handovers",
    __name__,
    url_prefix="/moderation-tasks",
    description="Moderations that pass to somebody else.",
)


@blp.route("")
@requires("handovers:read")
@query
@blp.arguments(HandoverArgs, location="query")
@blp.response(200, HandoverPage)
def list_handovers(args: dict[str, Any]) -> dict[str, Any]:
    """What is held by who has left, or is away when it is due; with `person` all that somebody holds.

    Drafts are not in it: they are personal, and whoever takes an audit over begins their own.
    """
    limit, after = args["limit"], decode_cursor(args["after"], str, str, str)
    found = usecases.handovers(
        uow(), person=args["person"], sees_reviews=sees_all(), after=after, limit=limit + 1
    )
    items = [{**asdict(held), "why": why} for held, why in found]
    return page(items, limit, lambda one: (one["what"], one["key"], one["holder"]))


@ratings.route("/<uuid:activity_id>/second-ratings/<uuid:rating_id>/handover", methods=["POST"])
@requires("ratings:request")
@command
@ratings.arguments(NewRaterSchema)
@ratings.response(201, RatingSchema)
def hand_rating_over(body: dict[str, Any], activity_id: UUID, rating_id: UUID) -> SecondRating:
    """Ask somebody else for a second rating that was not given yet; they too are independent and blind (S06)."""
    asked = HandRatingOver(activity_id=activity_id, rating_id=rating_id, version=if_match(), **body)
    rating = usecases.hand_rating_over(asked, uow())
    set_etag(rating.version)
    return rating


@tasks.route("/<uuid:activity_id>/moderator", methods=["POST"])
@requires("moderations:draw")
@command
@tasks.arguments(NewModeratorSchema)
@tasks.response(200, SummarySchema)
def hand_moderation_over(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Give a drawn audit that nobody moderated yet another moderator; both are told (S11)."""
    found = usecases.hand_moderation_over(
        HandModerationOver(activity_id=activity_id, version=if_match(), **body), uow()
    )
    set_etag(found.version)
    return found
