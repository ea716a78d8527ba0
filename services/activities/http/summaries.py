"""What recorded activities say together; the types of external review; the tags."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.domain.external_review import ReviewType
from services.activities.domain.tags import GOALS, PRINCIPLES
from services.activities.schemas.summaries import (
    AccuracyArgs,
    AccuracySchema,
    OversightArgs,
    OversightSummarySchema,
    ReviewTypeSchema,
    ReviewTypesSchema,
    TagsSchema,
)
from shared.web import Blueprint, command, query, requires, uow

accuracy = Blueprint(
    "accuracy", __name__, url_prefix="/data-accuracy", description="How far performance data can be trusted."
)
oversight = Blueprint(
    "oversight_summary", __name__, url_prefix="/oversight-summary", description="A quarter of all chairs."
)
types = Blueprint(
    "review_types",
    __name__,
    url_prefix="/review-types",
    description="Kinds of external review, which are data.",
)
tags = Blueprint(
    "tags", __name__, url_prefix="/tags", description="Principles of engagement, goals for practice."
)


@accuracy.route("")
@requires("data-accuracy:read")
@query
@accuracy.arguments(AccuracyArgs, location="query")
@accuracy.response(200, AccuracySchema)
def get_accuracy(args: dict[str, Any]) -> dict[str, Any]:
    """Error rates of the performance data that dip samples found, all together and by field, with their intervals."""
    return usecases.data_accuracy(args["first"], args["last"], args["service"], uow())


@oversight.route("")
@requires("oversight:read")
@query
@oversight.arguments(OversightArgs, location="query")
@oversight.response(200, OversightSummarySchema)
def get_oversight(args: dict[str, Any]) -> dict[str, Any]:
    """What the independent chairs saw in a quarter: cases, themes, escalations and how many are resolved."""
    return usecases.oversight_summary(args["quarter"], uow())


@types.route("", methods=["POST"])
@requires("review-types:write")
@command
@types.arguments(ReviewTypeSchema)
@types.response(201, ReviewTypeSchema)
def add_review_type(body: dict[str, Any]) -> ReviewType:
    """Add a kind of external review. Its title stands in reports, so neither changes later."""
    return usecases.add_review_type(ReviewType(**body), uow())


@types.route("")
@requires("activities:read")
@query
@types.response(200, ReviewTypesSchema)
def list_review_types() -> dict[str, Any]:
    """Kinds of external review, by code: the framework's, and those that were added."""
    return {"types": usecases.review_types(uow())}


@tags.route("")
@requires("activities:read")
@query
@tags.response(200, TagsSchema)
def list_tags() -> dict[str, Any]:
    """What any QA activity can be tagged as evidence of (S03)."""
    return {
        name: [{"code": code, "title": title} for code, title in known.items()]
        for name, known in (("principles", PRINCIPLES), ("goals", GOALS))
    }
