"""Writing down audits and observations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.activity import Activity
from services.activities.domain.content import Content
from services.activities.domain.tool import ToolRef
from services.activities.schemas.activities import (
    AuditSchema,
    ObservationSchema,
    SubmissionSchema,
    SummarySchema,
)
from services.activities.schemas.content import CONTENT
from shared.security.policy import permissions_of
from shared.web import Blueprint, command, if_match, principal, requires, set_etag, uow

audits = Blueprint("audits", __name__, url_prefix="/audits", description="Case-file audits.")
observations = Blueprint(
    "observations", __name__, url_prefix="/observations", description="Practice observations."
)


@audits.route("", methods=["POST"])
@requires("audits:submit")
@command
@audits.arguments(AuditSchema)
@audits.response(201, SummarySchema)
def record_audit(body: dict[str, Any]) -> Activity:
    """Record a whole audit outside a sample."""
    return _answer(usecases.record_audit(usecases.RecordAudit(**_written(body)), uow()))


@audits.route("/<uuid:activity_id>/submission", methods=["POST"])
@requires("audits:submit")
@command
@audits.arguments(SubmissionSchema)
@audits.response(200, SummarySchema)
def submit_audit(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Submit an allocated audit."""
    submission = usecases.SubmitAudit(activity_id=activity_id, version=if_match(), **_written(body))
    return _answer(usecases.submit_audit(submission, uow()))


@observations.route("", methods=["POST"])
@requires("observations:submit")
@command
@observations.arguments(ObservationSchema)
@observations.response(201, SummarySchema)
def record_observation(body: dict[str, Any]) -> Activity:
    """Record a whole observation; `auditor` is the observer."""
    return _answer(usecases.record_observation(usecases.RecordObservation(**_written(body)), uow()))


def _written(body: dict[str, Any]) -> dict[str, Any]:
    """The fields of a command: what belongs to the content is gathered in it."""
    about = {name: value for name, value in body.items() if name not in CONTENT}
    for_others = "audits:submit-for-others" in permissions_of("activities", principal().roles)
    tool = ToolRef(**about.pop("tool")) if about.get("tool") else None
    return {**about, "tool": tool, "content": Content.of(body, uuid7), "for_others": for_others}


def _answer(activity: Activity) -> Activity:
    set_etag(activity.version)
    return activity
