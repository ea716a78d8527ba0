"""Reading activities, and moderating them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.moderation import Moderation
from services.activities.domain.refusals import RepeatedDomain
from services.activities.schemas.activities import (
    ActivityArgs,
    ActivityPage,
    ActivitySchema,
    IdentifiedSchema,
    JudgementSchema,
    ModeratedSchema,
)
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    uow,
)
from shared.web.access import accessed

blp = Blueprint(
    "activities",
    __name__,
    url_prefix="/activities",
    description="Audits and observations, read and moderated.",
)


@blp.route("")
@requires("activities:read")
@query
@blp.arguments(ActivityArgs, location="query")
@blp.response(200, ActivityPage)
def list_activities(args: dict[str, Any]) -> dict[str, Any]:
    """Activities without their narrative, oldest first; practitioners see those of their own practice."""
    found = usecases.activities(
        uow(),
        {name: args[name] for name in ("kind", "status", "auditor", "service", "month", "theme_id")},
        tag=args["tag"],
        own_only=_own_only(),
        awaiting=args["awaiting_moderation"],
        after=decode_cursor(args["after"], bool, UUID),
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda row: (row.must_be_moderated, row.activity_id))


@blp.route("/<uuid:activity_id>")
@requires("activities:read")
@query
@records_access("activity")
@blp.response(200, ActivitySchema)
def get_activity(activity_id: UUID) -> Activity:
    """One activity with what was written, and the stages of an allocated audit. Reading one about a child is written
    down.
    """
    found = usecases.opened(activity_id, uow(), own_only=_own_only())
    accessed([activity_id] if found.case else [])
    set_etag(found.version)
    return found


@blp.route("/<uuid:activity_id>/case")
@requires("audits:submit")
@query
@records_access("identifier")
@blp.response(200, IdentifiedSchema)
def identify(activity_id: UUID) -> dict[str, Any]:
    """The child's identifier, for the auditor or second rater, who must find the record. It is written down."""
    found, identifier = usecases.identify(activity_id, uow())
    return {"case": found.case, "identifier": identifier}


@blp.route("/<uuid:activity_id>/moderation", methods=["POST"])
@requires("activities:moderate")
@command
@blp.arguments(JudgementSchema)
@blp.response(200, ModeratedSchema)
def moderate(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Put a second judgement beside the first, which stays as it is (S11)."""
    domains = {each["domain"]: each["grade"] for each in body["domains"]}
    if len(domains) != len(body["domains"]):
        raise RepeatedDomain("Each domain is judged once")
    judgement = Moderation(
        moderator=principal().person,
        moderated_on=body["moderated_on"] or uow().today(),
        overall=body["overall"],
        domains=domains,
        comment=body["comment"],
    )
    moderation = usecases.ModerateActivity(activity_id=activity_id, version=if_match(), judgement=judgement)
    found = usecases.moderate_activity(moderation, uow())
    set_etag(found.version)
    return found


def _own_only() -> bool:
    return "activities:read-others" not in permissions_of("activities", principal().roles)
