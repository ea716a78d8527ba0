"""Agreement between raters, and auditors' control charts."""

from __future__ import annotations

from marshmallow.fields import Float

from shared.web import Schema, fields

_SIDES = ("above", "below")


class CalibrationArgs(Schema):
    """Months, both included, that audits count in."""

    first = fields.Month(required=True, data_key="from")
    last = fields.Month(required=True, data_key="to")
    service = fields.Code(load_default=None)


class CoefficientSchema(Schema):
    """A value with its 95 % interval; where one is undefined, `reason` says why."""

    value = Float(required=True, allow_none=True)
    low = Float(required=True, allow_none=True)
    high = Float(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class AgreementSchema(Schema):
    """The share of pairs that are the same, Gwet's AC1, and by quadratic weights AC2 and Cohen's kappa."""

    percentage = fields.Nested(CoefficientSchema, required=True)
    ac1 = fields.Nested(CoefficientSchema, required=True)
    ac2 = fields.Nested(CoefficientSchema, required=True)
    kappa = fields.Nested(CoefficientSchema, required=True)


class FigureSchema(Schema):
    """Of fewer than 5 pairs `n` alone; `of` is `overall`, a domain, a service, or an auditor's id."""

    of = fields.String(required=True)
    n = fields.Integer(required=True)
    agreement = fields.Nested(AgreementSchema, required=True, allow_none=True)


class BreakdownSchema(Schema):
    overall = fields.Nested(FigureSchema, required=True)
    domains = fields.List(fields.Nested(FigureSchema), required=True)
    services = fields.List(fields.Nested(FigureSchema), required=True)
    auditors = fields.List(fields.Nested(FigureSchema), required=True)


class MonthPointSchema(Schema):
    """Of fewer than 5 audits `n` alone. `signal` is by the exact binomial tail; the limits are for the eye."""

    month = fields.Month(required=True)
    n = fields.Integer(required=True)
    share = Float(required=True, allow_none=True)
    low = Float(required=True, allow_none=True)
    high = Float(required=True, allow_none=True)
    signal = fields.OneOf(_SIDES, required=True, allow_none=True)


class ChartSchema(Schema):
    auditor = fields.String(required=True)
    months = fields.List(fields.Nested(MonthPointSchema), required=True)
    run = fields.OneOf(_SIDES, required=True, allow_none=True)


class DriftSchema(Schema):
    """`share` of the `n` audits looked at again whose overall grade came out otherwise."""

    n = fields.Integer(required=True)
    share = Float(required=True, allow_none=True)
    auditors = fields.List(fields.Nested(ChartSchema), required=True)


class CalibrationSchema(Schema):
    """First rating against second, auditor against moderator, and how auditors drift."""

    second_ratings = fields.Nested(BreakdownSchema, required=True)
    moderation = fields.Nested(BreakdownSchema, required=True)
    drift = fields.Nested(DriftSchema, required=True)
