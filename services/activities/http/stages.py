"""Audits that auditor, practitioner and family make together: views, conversation, learning, completion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain import parts
from services.activities.domain.activity import Activity
from services.activities.domain.content import Content
from services.activities.domain.stages import Stage
from services.activities.http.audits import tool_of
from services.activities.schemas.activities import SummarySchema
from services.activities.schemas.in_hand import InHandPage
from services.activities.schemas.stages import (
    AbsenceSchema,
    ApprovalSchema,
    AuditorsViewSchema,
    CompletionSchema,
    ConversationSchema,
    ExemptionSchema,
    LearningSchema,
    OwnViewSchema,
    RefusalSchema,
)
from services.activities.usecases import CompleteAudit, DecideExemption, WritePart
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    CursorArgs,
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

blp = Blueprint(
    "stages",
    __name__,
    url_prefix="/audits",
    description="Allocated audits that auditor, practitioner and family make together.",
)


@blp.route("/in-hand")
@requires("activities:read")
@query
@blp.arguments(CursorArgs, location="query")
@blp.response(200, InHandPage)
def list_in_hand(args: dict[str, Any]) -> dict[str, Any]:
    """Allocated audits in which something is yours to do, oldest first, with that and with what waits for others."""
    decides, after = usecases.decides_exemptions(uow()), decode_cursor(args["after"], UUID)
    found = usecases.in_hand(
        uow(), decides=decides, after=after[0] if after else None, limit=args["limit"] + 1
    )
    shown = page(found, args["limit"], lambda one: (one[0].activity_id,))
    return {**shown, "items": [_item(*one, decides=decides) for one in shown["items"]]}


@blp.route("/<uuid:activity_id>/views/practitioner", methods=["PUT"])
@requires("audits:take-part")
@command
@blp.arguments(OwnViewSchema)
@blp.response(200, SummarySchema)
def give_own_view(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Give your view of your own work, once, before you see the auditor's."""
    return _answer(
        usecases.give_own_view(_part(activity_id, if_match(), parts.PractitionerView(**body)), uow())
    )


@blp.route("/<uuid:activity_id>/views/practitioner/absence", methods=["PUT"])
@requires("audits:take-part")
@command
@blp.arguments(AbsenceSchema)
@blp.response(200, SummarySchema)
def record_absence(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Say that there will be no view of the practitioner, and why: for the practitioner or the auditor."""
    return _answer(
        usecases.record_absence(_part(activity_id, if_match(), parts.PractitionerAbsent(**body)), uow())
    )


@blp.route("/<uuid:activity_id>/views/auditor", methods=["PUT"])
@requires("audits:submit")
@command
@blp.arguments(AuditorsViewSchema)
@blp.response(200, SummarySchema)
def give_auditors_view(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Give your judgement, once, before you see the practitioner's view."""
    content = Content.of({**body, "practitioner_part": {"took_part": False}}, uuid7)
    view = parts.AuditorView(content=content, tool=tool_of(body))
    return _answer(usecases.give_auditors_view(_part(activity_id, if_match(), view), uow()))


@blp.route("/<uuid:activity_id>/family/conversation", methods=["PUT"])
@requires("audits:submit")
@command
@blp.arguments(ConversationSchema)
@blp.response(200, SummarySchema)
def record_conversation(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Record what the family said (S18); an exemption is then void."""
    return _answer(
        usecases.record_conversation(_part(activity_id, if_match(), parts.Conversation(**body)), uow())
    )


@blp.route("/<uuid:activity_id>/family/exemption", methods=["POST"])
@requires("audits:submit")
@command
@blp.arguments(ExemptionSchema)
@blp.response(200, SummarySchema)
def ask_for_exemption(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Ask that the family need not be spoken with; what was approved before is then void."""
    return _answer(
        usecases.ask_for_exemption(_part(activity_id, if_match(), parts.ExemptionAsked(**body)), uow())
    )


@blp.route("/<uuid:activity_id>/family/exemption/approval", methods=["POST"])
@requires("exemptions:decide")
@command
@blp.arguments(ApprovalSchema)
@blp.response(200, SummarySchema)
def approve_exemption(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Agree that there be no conversation with the family."""
    return _decided(activity_id, if_match(), body, approved=True)


@blp.route("/<uuid:activity_id>/family/exemption/refusal", methods=["POST"])
@requires("exemptions:decide")
@command
@blp.arguments(RefusalSchema)
@blp.response(200, SummarySchema)
def refuse_exemption(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Ask for the conversation to be held, and say why."""
    return _decided(activity_id, if_match(), body, approved=False)


@blp.route("/<uuid:activity_id>/learning", methods=["PUT"])
@requires("audits:submit")
@command
@blp.arguments(LearningSchema)
@blp.response(200, SummarySchema)
def write_learning(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Write what you and the practitioner take from it, once both views are open."""
    return _answer(usecases.write_learning(_part(activity_id, if_match(), parts.Learning(**body)), uow()))


@blp.route("/<uuid:activity_id>/completion", methods=["POST"])
@requires("audits:submit")
@command
@blp.arguments(CompletionSchema)
@blp.response(200, SummarySchema)
def complete_audit(body: dict[str, Any], activity_id: UUID) -> Activity:
    """Make the audit from its parts and submit it; a refusal names all that is missing."""
    completion = CompleteAudit(activity_id=activity_id, version=if_match(), **body)
    return _answer(usecases.complete_audit(completion, uow()))


def _part(activity_id: UUID, version: int, body: Any) -> WritePart[Any]:
    own_only = not _may("activities:read-others")
    return WritePart(activity_id=activity_id, version=version, body=body, own_only=own_only)


def _decided(activity_id: UUID, version: int, body: dict[str, Any], *, approved: bool) -> Activity:
    decision = DecideExemption(
        activity_id=activity_id, version=version, approved=approved, comment=body["comment"]
    )
    return _answer(usecases.decide_exemption(decision, uow()))


def _item(audit: Activity, stages: Sequence[Stage], *, decides: bool) -> dict[str, Any]:
    me = principal().person
    decides = decides and me not in (audit.auditor, audit.practitioner)
    mine = [one for one in stages if one.person == me or (decides and one.whose == "approver")]
    waits_for = [one for one in stages if one not in mine]
    return {"audit": audit, "to_do": [one.stage for one in mine], "waits_for": waits_for}


def _may(permission: str) -> bool:
    return permission in permissions_of("activities", principal().roles)


def _answer(activity: Activity) -> Activity:
    set_etag(activity.version)
    return activity
