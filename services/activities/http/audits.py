"""Writing down audits and observations."""

from __future__ import annotations

from collections.abc import Callable
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
from services.activities.usecases.capture import Record
from shared.contracts.errors import Invalid, Refusal
from shared.security.policy import permissions_of
from shared.web import Blueprint, command, if_match, principal, requires, set_etag, uow

Answer = tuple[Activity, int]
audits = Blueprint("audits", __name__, url_prefix="/audits", description="Case-file audits.")
observations = Blueprint(
    "observations", __name__, url_prefix="/observations", description="Practice observations."
)


@audits.route("", methods=["POST"])
@requires("audits:submit")
@command
@audits.arguments(AuditSchema)
@audits.response(201, SummarySchema)
@audits.alt_response(200, schema=SummarySchema, description="Recorded before, with the same content")
def record_audit(body: dict[str, Any]) -> Answer:
    """Record a whole audit outside a sample; of an `activity_id` of your own it is recorded once."""
    return _recorded(usecases.record_audit, usecases.RecordAudit(**written(body)))


@audits.route("/<uuid:activity_id>/submission", methods=["POST"])
@requires("audits:submit")
@command
@audits.arguments(SubmissionSchema)
@audits.response(200, SummarySchema)
def submit_audit(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Submit an allocated audit; the same content sent again, at any version, gets the audit as it stands."""
    submission = usecases.SubmitAudit(activity_id=activity_id, version=if_match(), **written(body))
    return _answer(usecases.submit_audit(submission, uow()))


@observations.route("", methods=["POST"])
@requires("observations:submit")
@command
@observations.arguments(ObservationSchema)
@observations.response(201, SummarySchema)
@observations.alt_response(200, schema=SummarySchema, description="Recorded before, with the same content")
def record_observation(body: dict[str, Any]) -> Answer:
    """Record a whole observation; `auditor` is the observer. Of an `activity_id` of your own it is recorded once."""
    return _recorded(usecases.record_observation, usecases.RecordObservation(**written(body)))


def written(body: dict[str, Any]) -> dict[str, Any]:
    """The fields of a command: what belongs to the content is gathered in it."""
    about = {name: value for name, value in body.items() if name not in CONTENT}
    for_others = "audits:submit-for-others" in permissions_of("activities", principal().roles)
    return {**about, "tool": tool_of(body), "content": Content.of(body, uuid7), "for_others": for_others}


def tool_of(body: dict[str, Any]) -> ToolRef | None:
    """The version of an audit tool that is named."""
    return ToolRef(**body["tool"]) if body.get("tool") else None


def _recorded(record: Callable[[Any, Any], Activity], command: Record) -> Answer:
    """A new activity; or with 200 the one that the same command made before, which is asked only when in doubt."""
    known = usecases.recorded_before(command, uow()) if uow().again else None
    if known is None:
        try:
            return _answer(record(command, uow())), 201
        except (Refusal, Invalid):  # a rule of today about what was taken long ago
            known = usecases.recorded_before(command, uow())
            if known is None:
                raise
    return _answer(known), 200


def _answer(activity: Activity) -> Activity:
    set_etag(activity.version)
    return activity
