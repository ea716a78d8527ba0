"""Evidence beside what was written."""

from __future__ import annotations

from services.activities.domain.filetypes import WORDS
from services.activities.schemas.content import narrative
from shared.web import Schema, fields
from shared.web.fields import not_in_future


class AttachSchema(Schema):
    """`evidence_date` is the day of what the file shows; the day on which it is sent is kept besides."""

    file = fields.File(required=True, metadata={"description": f"Told by its content: {WORDS}."})
    evidence_date = fields.Date(load_default=None, allow_none=True, validate=not_in_future)
    description = narrative()


class RemovalSchema(Schema):
    reason = fields.Text(required=True, most=1000)


class AttachmentSchema(Schema):
    """An attachment without its content. A removed one keeps who took it away, when and why."""

    attachment_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    activity_id = fields.UUID(required=True)
    sha256 = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "In bytes."})
    evidence_date = fields.Date(required=True, allow_none=True)
    description = fields.String(required=True)
    uploaded_by = fields.String(required=True)
    uploaded_at = fields.DateTime(required=True)
    removed_by = fields.String(required=True, allow_none=True)
    removed_at = fields.DateTime(required=True, allow_none=True)
    removal_reason = fields.String(required=True, allow_none=True)


class AttachmentsSchema(Schema):
    """All that were ever there, in the order in which they came; at most 20 are not removed."""

    items = fields.List(fields.Nested(AttachmentSchema), required=True)
