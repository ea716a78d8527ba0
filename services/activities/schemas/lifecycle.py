"""What becomes of an allocated audit, and the history of an activity."""

from __future__ import annotations

from services.activities.domain.vocabulary import EXTENSION_REASONS, REALLOCATION_REASONS, WITHDRAWAL_REASONS
from services.activities.schemas.content import narrative, person
from shared.web import Schema, fields


class WithdrawalSchema(Schema):
    """Why the audit is not done; `other` needs a note."""

    reason = fields.OneOf(WITHDRAWAL_REASONS, required=True)
    note = narrative()


class ReallocationSchema(Schema):
    """Who audits instead, and why; `other` needs a note."""

    auditor = person(required=True)
    reason = fields.OneOf(REALLOCATION_REASONS, required=True)
    note = narrative()


class ExtensionSchema(Schema):
    """When it is due now, why, and who agreed; `other` needs a note."""

    due_on = fields.Date(required=True)
    approved_by = person(required=True)
    reason = fields.OneOf(EXTENSION_REASONS, required=True)
    note = narrative()


class ChangeSchema(Schema):
    """`from` and `to` are auditors (allocated, reallocated), due dates (extended) or statuses."""

    version = fields.Integer(required=True)
    what = fields.String(required=True)
    by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    before = fields.String(required=True, allow_none=True, data_key="from")
    after = fields.String(required=True, data_key="to")
    reason = fields.String(required=True, allow_none=True)
    note = fields.String(required=True)
    approved_by = fields.String(required=True, allow_none=True)
    on_behalf_of = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "For whom a deputy stood in who decided, or who approved."},
    )


class HistorySchema(Schema):
    """Every change of an activity's life, oldest first."""

    activity_id = fields.UUID(required=True)
    history = fields.List(fields.Nested(ChangeSchema), required=True)


class ReviewChangeSchema(ChangeSchema):
    """`from` and `to` are due dates (extended), chairs (handed_on) or statuses."""

    class Meta(ChangeSchema.Meta):
        exclude = ("on_behalf_of",)


class ReviewHistorySchema(Schema):
    """Every change of a review, oldest first."""

    review_id = fields.UUID(required=True)
    history = fields.List(fields.Nested(ReviewChangeSchema), required=True)
