"""Withdrawing an allocated audit, handing it on, giving it more time; and the history of an activity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.reasons import Reason
from services.activities.schemas.activities import SummarySchema
from services.activities.schemas.lifecycle import (
    ExtensionSchema,
    HistorySchema,
    ReallocationSchema,
    WithdrawalSchema,
)
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    if_match,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    uow,
)
from shared.web.access import accessed

blp = Blueprint(
    "lifecycle",
    __name__,
    url_prefix="/activities",
    description="Allocated audits that do not go as planned, and what happened to an activity.",
)


@blp.route("/<uuid:activity_id>/withdrawal", methods=["POST"])
@requires("activities:withdraw")
@command
@blp.arguments(WithdrawalSchema)
@blp.response(200, SummarySchema)
def withdraw(body: dict[str, Any], activity_id: UUID) -> Activity:
    """End an allocated audit undone: it counts no more, and its case may be drawn again."""
    withdrawal = usecases.WithdrawActivity(activity_id=activity_id, version=if_match(), reason=_reason(body))
    return _answer(usecases.withdraw_activity(withdrawal, uow()))


@blp.route("/<uuid:activity_id>/reallocation", methods=["POST"])
@requires("activities:reallocate")
@command
@blp.arguments(ReallocationSchema)
@blp.response(200, SummarySchema)
def reallocate(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Hand an allocated audit on to another auditor of the area who is independent of the case."""
    handed_on = usecases.ReallocateActivity(
        activity_id=activity_id, version=if_match(), auditor=body["auditor"], reason=_reason(body)
    )
    return _answer(usecases.reallocate_activity(handed_on, uow()))


@blp.route("/<uuid:activity_id>/extension", methods=["POST"])
@requires("activities:extend")
@command
@blp.arguments(ExtensionSchema)
@blp.response(200, SummarySchema)
def extend(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Let an allocated audit be due later, as a manager approved; for its auditor to ask for."""
    extension = usecases.ExtendActivity(
        activity_id=activity_id,
        version=if_match(),
        due_on=body["due_on"],
        approved_by=body["approved_by"],
        reason=_reason(body),
        for_others="activities:extend-others" in permissions_of("activities", principal().roles),
    )
    return _answer(usecases.extend_activity(extension, uow()))


@blp.route("/<uuid:activity_id>/history")
@requires("activities:read")
@query
@records_access("activity")
@blp.response(200, HistorySchema)
def get_history(activity_id: UUID) -> dict[str, Any]:
    """What happened to an activity, by whom, when and why. Reading that of a child's is written down."""
    own_only = "activities:read-others" not in permissions_of("activities", principal().roles)
    found, changes = usecases.history(activity_id, uow(), own_only=own_only)
    accessed([activity_id] if found.case else [])
    set_etag(found.version)
    return {"activity_id": activity_id, "history": changes}


def _reason(body: dict[str, Any]) -> Reason:
    return Reason(code=body["reason"], note=body["note"])


def _answer(activity: Activity) -> Activity:
    set_etag(activity.version)
    return activity
