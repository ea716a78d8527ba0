"""Shapes of the feedback's requests and answers."""

from __future__ import annotations

from marshmallow import validate

from services.feedback.domain import KINDS, LINKS, OUTCOMES, RATINGS, STAGES, VOICES
from shared.web import CursorArgs, PageSchema, Schema, fields

_RATING = validate.Range(RATINGS[0], RATINGS[-1])
_STAGE = validate.Range(STAGES[0], STAGES[-1])


class NewFeedbackSchema(Schema):
    kind = fields.OneOf(KINDS, required=True)
    voice = fields.OneOf(VOICES, required=True)
    service = fields.Code(required=True)
    team = fields.Code(load_default=None, allow_none=True)
    activity_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "The audit or observation it is about."}
    )
    received_on = fields.Date(required=True, validate=fields.not_in_future)
    rating = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=_RATING,
        metadata={"description": "5 is best. Not for a complaint."},
    )
    stage = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=_STAGE,
        metadata={"description": "Of a complaint only; 1 when it is left out."},
    )
    words = fields.Text(required=True, most=10_000)


class ConclusionSchema(Schema):
    outcome = fields.OneOf(OUTCOMES, required=True)
    concluded_on = fields.Date(required=True, validate=fields.not_in_future)
    learning = fields.Text(
        load_default=None,
        allow_none=True,
        most=4_000,
        metadata={"description": "What will be done differently."},
    )


class FeedbackArgs(CursorArgs):
    kind = fields.OneOf(KINDS, load_default=None)
    service = fields.Code(load_default=None)
    stage = fields.Integer(load_default=None, validate=_STAGE)
    activity_id = fields.UUID(load_default=None)
    link = fields.OneOf(LINKS, load_default=None)
    overdue_on = fields.Date(
        load_default=None,
        metadata={"description": "Complaints past their due date on that day and not concluded by then."},
    )


class FeedbackSchema(Schema):
    """Feedback without its words."""

    feedback_id = fields.UUID(required=True)
    kind = fields.OneOf(KINDS, required=True)
    voice = fields.OneOf(VOICES, required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    activity_id = fields.UUID(required=True, allow_none=True)
    link = fields.OneOf(
        LINKS,
        required=True,
        metadata={"description": "`unverified`: no such activity has been submitted, or not yet."},
    )
    received_on = fields.Date(required=True)
    rating = fields.Integer(required=True, allow_none=True)
    stage = fields.Integer(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True, metadata={"description": "Last day in time."})
    latest_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "Last day with an extension."}
    )
    clock = fields.OneOf(
        ("in_time", "extended", "late"),
        required=True,
        allow_none=True,
        metadata={"description": "Today, or when it was concluded."},
    )
    outcome = fields.OneOf(OUTCOMES, required=True, allow_none=True)
    concluded_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class FeedbackInFullSchema(FeedbackSchema):
    """Feedback with its words. Reading it leaves a trace."""

    words = fields.String(required=True)
    learning = fields.String(required=True, allow_none=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    concluded_by = fields.String(required=True, allow_none=True)


FeedbackPage = PageSchema(FeedbackSchema)
