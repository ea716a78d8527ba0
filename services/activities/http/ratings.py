"""Second ratings: asked for, given blind, refused or withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.rating import SecondRating
from services.activities.domain.refusals import RepeatedDomain
from services.activities.schemas.ratings import (
    RatingArgs,
    RatingGradesSchema,
    RatingPage,
    RatingReasonSchema,
    RatingRequestSchema,
    RatingSchema,
)
from services.activities.usecases import EndRating, GiveRating
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    requires,
    set_etag,
    uow,
)

of_audit = Blueprint(
    "ratings",
    __name__,
    url_prefix="/audits",
    description="A second rating of an audit, blind to the first.",
)
blp = Blueprint(
    "second_ratings",
    __name__,
    url_prefix="/second-ratings",
    description="Second ratings, asked for and given.",
)


@of_audit.route("/<uuid:activity_id>/second-ratings", methods=["POST"])
@requires("ratings:request")
@command
@of_audit.arguments(RatingRequestSchema)
@of_audit.response(201, RatingSchema)
def ask_for_rating(body: dict[str, Any], activity_id: UUID) -> SecondRating:
    """Ask an independent auditor, who has not seen the audit, to rate it a second time (S06)."""
    return _answer(usecases.ask_for_rating(activity_id, body["rater"], uow()))


@of_audit.route("/<uuid:activity_id>/second-ratings/<uuid:rating_id>/grades", methods=["POST"])
@requires("audits:submit")
@command
@of_audit.arguments(RatingGradesSchema)
@of_audit.response(200, RatingSchema)
def give_rating(body: dict[str, Any], activity_id: UUID, rating_id: UUID) -> SecondRating:
    """Give an overall grade and one for each domain that the audit graded, once."""
    domains = {each["domain"]: each["grade"] for each in body["domains"]}
    if len(domains) != len(body["domains"]):
        raise RepeatedDomain("Each domain is rated once")
    rating = GiveRating(
        activity_id=activity_id,
        rating_id=rating_id,
        version=if_match(),
        overall=body["overall"],
        domains=domains,
    )
    return _answer(usecases.give_rating(rating, uow()))


@of_audit.route("/<uuid:activity_id>/second-ratings/<uuid:rating_id>/refusal", methods=["POST"])
@requires("audits:submit")
@command
@of_audit.arguments(RatingReasonSchema)
@of_audit.response(200, RatingSchema)
def refuse_rating(body: dict[str, Any], activity_id: UUID, rating_id: UUID) -> SecondRating:
    """Say that one cannot rate this audit, and why."""
    end = EndRating(activity_id=activity_id, rating_id=rating_id, version=if_match(), reason=body["reason"])
    return _answer(usecases.refuse_rating(end, uow()))


@of_audit.route("/<uuid:activity_id>/second-ratings/<uuid:rating_id>/withdrawal", methods=["POST"])
@requires("ratings:request")
@command
@of_audit.arguments(RatingReasonSchema)
@of_audit.response(200, RatingSchema)
def withdraw_rating(body: dict[str, Any], activity_id: UUID, rating_id: UUID) -> SecondRating:
    """Take back what one asked for, and say why."""
    end = EndRating(activity_id=activity_id, rating_id=rating_id, version=if_match(), reason=body["reason"])
    return _answer(usecases.withdraw_rating(end, uow()))


@blp.route("")
@requires("audits:submit")
@query
@blp.arguments(RatingArgs, location="query")
@blp.response(200, RatingPage)
def list_ratings(args: dict[str, Any]) -> dict[str, Any]:
    """Second ratings that one was asked for; who may ask for them sees all. Nothing of the first rating is in them."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.ratings(
        uow(),
        own_only="ratings:request" not in permissions_of("activities", principal().roles),
        status=args["status"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda row: (row.rating_id,))


def _answer(rating: SecondRating) -> SecondRating:
    set_etag(rating.version)
    return rating
