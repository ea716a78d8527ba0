"""What many recorded activities say together, and what there is to choose from."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.oversight import STAGES
from shared.web import Schema, fields


class AccuracyArgs(Schema):
    first = fields.Month(required=True, data_key="from")
    last = fields.Month(required=True, data_key="to")
    service = fields.Code(load_default=None)


class ErrorRateSchema(Schema):
    """Values that differ, of those looked up, and their share with its 95 % interval (Wilson)."""

    checked = fields.Integer(required=True)
    differing = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)


class FieldRateSchema(ErrorRateSchema):
    field = fields.String(required=True)


class PooledSchema(Schema):
    dip_samples = fields.Integer(required=True)
    all = fields.Nested(ErrorRateSchema, required=True)
    by_field = fields.List(fields.Nested(FieldRateSchema), required=True)


class AccuracySchema(PooledSchema):
    """Of all dip samples, and beside it of those whose cases were `drawn` here."""

    drawn = fields.Nested(PooledSchema, required=True)


class OversightArgs(Schema):
    quarter = fields.Month(required=True, metadata={"description": "Its first month."})


class ThemeCountSchema(Schema):
    theme = fields.String(required=True)
    cases = fields.Integer(required=True)


class EscalationCountSchema(Schema):
    stage = fields.OneOf(STAGES, required=True)
    escalations = fields.Integer(required=True)
    resolved = fields.Integer(required=True)


class OversightSummarySchema(Schema):
    quarter = fields.Month(required=True)
    chairs = fields.Integer(required=True)
    cases = fields.Integer(required=True)
    themes = fields.List(fields.Nested(ThemeCountSchema), required=True)
    escalations = fields.List(fields.Nested(EscalationCountSchema), required=True)


class ReviewTypeSchema(Schema):
    code = fields.Code(required=True)
    title = fields.Text(
        required=True, most=80, validate=validate.Regexp(r"^[^|]*$", error="Must hold no bar.")
    )


class ReviewTypesSchema(Schema):
    types = fields.List(fields.Nested(ReviewTypeSchema), required=True)


class TagSchema(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)


class TagsSchema(Schema):
    principles = fields.List(fields.Nested(TagSchema), required=True)
    goals = fields.List(fields.Nested(TagSchema), required=True)
