"""A year of the programme, the framework's versions, practice-day visits, and managers' compliance."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.visits import DOINGS
from services.activities.schemas.content import person
from services.activities.schemas.programme import MOST
from services.activities.schemas.themes import RegulatorySchema, SpotlightSchema, ThemeSchema
from shared.web import Schema, fields


class FrameworkBodySchema(Schema):
    """A new version of the framework: what changes, who agreed it, and where that is to be read."""

    effective_from = fields.Month(required=True)
    title = fields.Text(required=True, most=200)
    summary = fields.Text(required=True)
    agreed_on = fields.Date(required=True)
    agreed_by = fields.Text(required=True, most=200)
    reference = fields.Text(required=True, most=200)


class FrameworkSchema(FrameworkBodySchema):
    version = fields.String(required=True)
    agreed_on = fields.Date(required=True, allow_none=True)
    agreed_by = fields.Text(required=True, least=0, metadata={"description": "Empty of the first version."})


class FrameworksSchema(Schema):
    """Oldest first."""

    versions = fields.List(fields.Nested(FrameworkSchema), required=True)


class LineSchema(Schema):
    """`target` is null without a plan, `quota` where nothing is asked."""

    area = fields.String(required=True)
    service = fields.String(required=True)
    kind = fields.String(required=True)
    quota = fields.Integer(required=True, allow_none=True)
    target = fields.Integer(required=True, allow_none=True)
    done = fields.Integer(required=True)


class MonthSchema(Schema):
    """`spotlights` are those agreed by the Performance & Quality Group; `proposed` counts the others."""

    month = fields.Month(required=True)
    reflection = fields.Boolean(required=True)
    rule = fields.String(required=True, metadata={"description": "The version of the rule that says so."})
    themes = fields.List(fields.Nested(ThemeSchema), required=True)
    spotlights = fields.List(fields.Nested(SpotlightSchema), required=True)
    proposed = fields.Integer(required=True)
    regulatory = fields.List(fields.Nested(RegulatorySchema), required=True)
    services = fields.List(fields.Nested(LineSchema), required=True)


class HalfSchema(Schema):
    """`version` is null where nobody planned the half-year's practice days."""

    half = fields.Month(required=True)
    version = fields.Integer(required=True, allow_none=True)
    visits = fields.Integer(required=True)
    held = fields.Integer(required=True)


class YearSchema(Schema):
    """April of `year` to the next March."""

    year = fields.Integer(required=True)
    framework = fields.Nested(FrameworkSchema, required=True, allow_none=True)
    months = fields.List(fields.Nested(MonthSchema), required=True)
    practice_days = fields.List(fields.Nested(HalfSchema), required=True)


class VisitSchema(Schema):
    """Who visits which service or team, on which day, to do what.

    `visit_id` is the entry's own through all versions; `held_by` the practice day that fulfils it.
    """

    visit_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of a visit that stays in the plan; a new one gets its own."},
    )
    visitor = person(required=True)
    service = fields.Code(required=True)
    team = fields.Code(load_default=None, allow_none=True)
    on = fields.Date(required=True)
    doing = fields.List(fields.OneOf(DOINGS), required=True, validate=validate.Length(1, len(DOINGS)))
    held_on = fields.Date(dump_only=True, allow_none=True)
    held_by = fields.UUID(dump_only=True, allow_none=True)


def _visits() -> fields.List[Any]:
    return fields.List(fields.Nested(VisitSchema), required=True, validate=validate.Length(max=200))


class VisitPlanBodySchema(Schema):
    """All visits of the half-year that begins in `half`, an April or October."""

    half = fields.Month(required=True)
    visits = _visits()


class VisitChangeSchema(Schema):
    """The whole plan anew, and why."""

    visits = _visits()
    reason = fields.Text(required=True, most=1000)


class VisitPlanSchema(Schema):
    half = fields.Month(required=True)
    version = fields.Integer(required=True)
    visits = fields.List(fields.Nested(VisitSchema), required=True)
    reason = fields.String(required=True)


class VisitHistorySchema(Schema):
    versions = fields.List(fields.Nested(VisitPlanSchema), required=True)


class TargetBodySchema(Schema):
    """How many case-file audits somebody is to do in a month, in place of their role's quota, and why."""

    manager = person(required=True)
    month = fields.Month(required=True)
    target = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST))
    reason = fields.Text(required=True, most=1000)


class TargetSchema(TargetBodySchema):
    target_id = fields.UUID(required=True)


class CountsSchema(Schema):
    """Case-file audits that were not withdrawn; `unallocated` were recorded outside a sample."""

    allocated = fields.Integer(required=True)
    on_time = fields.Integer(required=True)
    late = fields.Integer(required=True)
    outstanding = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    unallocated = fields.Integer(required=True)
    done = fields.Integer(required=True)


class ComplianceLineSchema(Schema):
    """`met` is null where nothing was asked."""

    manager = fields.String(required=True)
    area = fields.String(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    target = fields.Integer(required=True)
    met = fields.Boolean(required=True, allow_none=True)
    counts = fields.Nested(CountsSchema, required=True)


class ComplianceSchema(Schema):
    managers = fields.List(fields.Nested(ComplianceLineSchema), required=True)


class ComplianceArgs(Schema):
    """Months, both included, that audits count in."""

    first = fields.Month(required=True, data_key="from")
    last = fields.Month(required=True, data_key="to")
    service = fields.Code(load_default=None)
