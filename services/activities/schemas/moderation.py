"""Rounds of moderation, contesting, adjudication, and safeguarding concerns."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.vocabulary import CONCERNS, GRADES
from services.activities.schemas.activities import JudgedDomainSchema, SummarySchema
from services.activities.schemas.content import narrative, person
from shared.web import CursorArgs, PageSchema, Schema, fields


class RoundBodySchema(Schema):
    """The month and area whose audits are drawn: all that must be moderated, and `share` per cent of the others."""

    month = fields.Month(required=True)
    area = fields.Code(required=True)
    seed = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**53 - 1))
    share = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, 100),
        metadata={"description": "Per cent of those that need not be moderated; by itself as the rules say."},
    )
    due_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "When it is to be moderated by; by itself as the rules say."},
    )


class RoundSchema(Schema):
    """What was drawn from what: `drawn` are ids of activities."""

    round_id = fields.UUID(required=True)
    area = fields.String(required=True)
    month = fields.Month(required=True)
    share = fields.Integer(required=True)
    seed = fields.Integer(required=True)
    due_on = fields.Date(required=True)
    rules = fields.String(required=True)
    frame_hash = fields.String(required=True)
    drawn = fields.List(fields.String(), required=True)
    drawn_by = fields.String(required=True)


class AssignedSchema(Schema):
    """`because` is `required` or `drawn`; `moderator` is null where nobody of the area may."""

    activity_id = fields.UUID(required=True)
    because = fields.String(required=True)
    moderator = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True)


class RoundDrawnSchema(RoundSchema):
    tasks = fields.List(fields.Nested(AssignedSchema), required=True)


class RoundProofSchema(Schema):
    """`frame` is the very text that was hashed: a line for each audit with id, stratum and eligibility."""

    round = fields.Nested(RoundSchema, required=True)
    frame = fields.String(required=True)
    same = fields.Boolean(required=True, metadata={"description": "Drawn again, it is the same."})


class TaskSchema(SummarySchema):
    """An audit that was drawn, who moderates it, why, and by when."""

    round_id = fields.UUID(required=True)
    because = fields.String(required=True)
    moderator = fields.String(required=True, allow_none=True)
    moderate_by = fields.Date(required=True)


class TaskArgs(CursorArgs):
    moderator = person(load_default=None)
    waiting = fields.Boolean(
        load_default=False, metadata={"description": "Only those that nobody moderated yet."}
    )


TaskPage = PageSchema(TaskSchema)


class ContestSchema(Schema):
    """What the moderator did not see, or saw otherwise."""

    reason = fields.Text(required=True)


class DecisionSchema(Schema):
    """A third person's decision; `domains` lists those that are decided as well."""

    overall = fields.OneOf(GRADES, required=True)
    domains = fields.List(
        fields.Nested(JudgedDomainSchema), load_default=list, validate=validate.Length(max=20)
    )
    comment = fields.Text(required=True)


class AwaitingSchema(SummarySchema):
    """Ratings that differ: `overall` is the auditor's, `moderated` the moderator's, `rated` the second rater's."""

    because = fields.String(required=True)
    moderator = fields.String(required=True, allow_none=True)
    moderated = fields.String(required=True, allow_none=True)
    rater = fields.String(required=True, allow_none=True)
    rated = fields.String(required=True, allow_none=True)


AwaitingPage = PageSchema(AwaitingSchema)


class ConcernSchema(Schema):
    """What the concern is; `other` needs a note."""

    reason = fields.OneOf(CONCERNS, required=True)
    note = narrative()
