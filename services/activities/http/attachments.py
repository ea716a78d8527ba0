"""Evidence: attached, looked at, removed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response, current_app

from services.activities import usecases
from services.activities.domain.attachment import Attachment
from services.activities.schemas.attachments import (
    AttachmentSchema,
    AttachmentsSchema,
    AttachSchema,
    RemovalSchema,
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

ANY = "application/octet-stream"
blp = Blueprint(
    "attachments",
    __name__,
    url_prefix="/activities",
    description="Evidence that is kept with an activity, or with the draft that is to become it.",
)


@blp.route("/<uuid:activity_id>/attachments", methods=["POST"])
@requires("attachments:write")
@command
@blp.arguments(AttachSchema, location="multipart")
@blp.response(201, AttachmentSchema)
@blp.alt_response(200, schema=AttachmentSchema, description="It has this very content already")
def attach(body: dict[str, Any], activity_id: UUID) -> tuple[Attachment, int]:
    """Keep a file as evidence, sealed; what it is, its content says."""
    wanted = usecases.Attach(
        activity_id=activity_id,
        name=body["file"].filename,
        content=body["file"].stream.read(),
        evidence_date=body["evidence_date"],
        description=body["description"],
        for_others=_may("audits:submit-for-others"),
    )
    found, new = usecases.attach(wanted, uow())
    set_etag(found.version)
    return found, 201 if new else 200


@blp.route("/<uuid:activity_id>/attachments")
@requires("activities:read")
@query
@records_access("activity")
@blp.response(200, AttachmentsSchema)
def list_attachments(activity_id: UUID) -> dict[str, Any]:
    """What is attached, and what was and is not any more. Looking is written down."""
    return {"items": usecases.attachments(activity_id, uow(), **_reader())}


@blp.route("/<uuid:activity_id>/attachments/<uuid:attachment_id>")
@requires("activities:read")
@query
@records_access("attachment")
@blp.response(200, content_type=ANY)
def get_attachment(activity_id: UUID, attachment_id: UUID) -> Response:
    """The file, to be saved and not shown in place; its ETag is its SHA-256. Opening it is written down."""
    found, content = usecases.attachment(activity_id, attachment_id, uow(), **_reader())
    set_etag(found.sha256)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return current_app.response_class(content, headers=headers, content_type=found.media_type)


@blp.route("/<uuid:activity_id>/attachments/<uuid:attachment_id>/removal", methods=["POST"])
@requires("attachments:write")
@command
@blp.arguments(RemovalSchema)
@blp.response(200, AttachmentSchema)
def remove_attachment(body: dict[str, Any], activity_id: UUID, attachment_id: UUID) -> Attachment:
    """Take evidence away for good; who did so and why is kept."""
    removal = usecases.RemoveAttachment(
        activity_id=activity_id,
        attachment_id=attachment_id,
        version=if_match(),
        reason=body["reason"],
        for_others=_may("attachments:remove-others"),
    )
    found = usecases.remove_attachment(removal, uow())
    set_etag(found.version)
    return found


def _reader() -> dict[str, bool]:
    return {
        "own_only": not _may("activities:read-others"),
        "for_others": _may("audits:submit-for-others"),
    }


def _may(permission: str) -> bool:
    return permission in permissions_of("activities", principal().roles)
