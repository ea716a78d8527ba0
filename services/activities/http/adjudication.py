"""Contesting a moderation, deciding as a third person, and raising a concern for a child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.reasons import Reason
from services.activities.domain.refusals import RepeatedDomain
from services.activities.schemas.activities import ModeratedSchema, SummarySchema
from services.activities.schemas.moderation import AwaitingPage, ConcernSchema, ContestSchema, DecisionSchema
from services.activities.usecases import Adjudicate, ContestModeration, RaiseConcern
from shared.web import (
    Blueprint,
    CursorArgs,
    command,
    decode_cursor,
    if_match,
    page,
    query,
    requires,
    set_etag,
    uow,
)

blp = Blueprint(
    "adjudication",
    __name__,
    url_prefix="/activities",
    description="What follows where people do not agree, or are concerned for a child.",
)
waiting = Blueprint(
    "adjudications",
    __name__,
    url_prefix="/adjudications",
    description="Audits that wait for a third person's decision.",
)


@blp.route("/<uuid:activity_id>/contest", methods=["POST"])
@requires("audits:submit")
@command
@blp.arguments(ContestSchema)
@blp.response(200, ModeratedSchema)
def contest(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Contest how your audit was moderated, by the day that it says (`contest_by`)."""
    contested = ContestModeration(activity_id=activity_id, version=if_match(), reason=body["reason"])
    return _answer(usecases.contest_moderation(contested, uow()))


@blp.route("/<uuid:activity_id>/adjudication", methods=["POST"])
@requires("adjudications:decide")
@command
@blp.arguments(DecisionSchema)
@blp.response(200, ModeratedSchema)
def adjudicate(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Decide as a third person between ratings that differ, all of which stay as they are."""
    domains = {each["domain"]: each["grade"] for each in body["domains"]}
    if len(domains) != len(body["domains"]):
        raise RepeatedDomain("Each domain is decided once")
    decision = Adjudicate(
        activity_id=activity_id,
        version=if_match(),
        overall=body["overall"],
        comment=body["comment"],
        domains=domains,
    )
    return _answer(usecases.adjudicate(decision, uow()))


@blp.route("/<uuid:activity_id>/concern", methods=["POST"])
@requires("concerns:raise")
@command
@blp.arguments(ConcernSchema)
@blp.response(200, SummarySchema)
def raise_concern(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Raise a concern for a child's safety: the head of service is told at once. It replaces no procedure.

    It needs no `If-Match`: a concern does not wait for the newest version.
    """
    reason = Reason(code=body["reason"], note=body["note"])
    return _answer(usecases.raise_concern(RaiseConcern(activity_id=activity_id, reason=reason), uow()))


@waiting.route("")
@requires("adjudications:decide")
@query
@waiting.arguments(CursorArgs, location="query")
@waiting.response(200, AwaitingPage)
def list_adjudications(args: dict[str, Any]) -> dict[str, Any]:
    """Audits that were contested or whose ratings are two grades apart, and that nobody decided about, oldest first."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.adjudications(uow(), after=after[0] if after else None, limit=args["limit"] + 1)
    return page(found, args["limit"], lambda row: (row.activity_id,))


def _answer(activity: Activity) -> Activity:
    set_etag(activity.version)
    return activity
