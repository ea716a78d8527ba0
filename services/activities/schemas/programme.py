"""Plans, case lists, and what they gave."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.case import SOURCE_FORMATS
from services.activities.domain.vocabulary import KINDS
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future

MOST = 1000
"""How many activities may be planned, or cases drawn, at once."""


class PlanBodySchema(Schema):
    month = fields.Month(required=True)
    service = fields.Code(required=True)
    kind = fields.OneOf(KINDS, required=True)
    target = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST))


class PlanSchema(PlanBodySchema):
    plan_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    area = fields.String(required=True)


class PlanArgs(CursorArgs):
    service = fields.Code(load_default=None)
    month = fields.Month(load_default=None)


class CaseSchema(Schema):
    """A case in the sampling frame, by its pseudonym."""

    case = fields.String(required=True, attribute="pseudonym")
    version = fields.Integer(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    scheme = fields.String(required=True)
    source_format = fields.String(required=True)
    status = fields.OneOf(("open", "closed"), required=True)
    opened_on = fields.Date(required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    age_band = fields.String(required=True)
    sex = fields.String(required=True, allow_none=True)
    ethnicity = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    worker = fields.String(required=True, allow_none=True)


class CaseArgs(CursorArgs):
    service = fields.Code(load_default=None)
    status = fields.OneOf(("open", "closed"), load_default=None)


class ImportBodySchema(Schema):
    """`file` is the list (of ssda903 the header, of annex-a a CSV or a workbook).

    `caseload` says who holds which case.
    """

    format = fields.OneOf(SOURCE_FORMATS, required=True)
    as_at = fields.Date(load_default=None, validate=not_in_future)
    file = fields.File(required=True)
    episodes = fields.File(load_default=None)
    caseload = fields.File(load_default=None)


class ImportArgs(Schema):
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Judge the files, change nothing."})


class RejectedSchema(Schema):
    row = fields.Integer(required=True, metadata={"description": "Where to look; 0 is the whole file."})
    field = fields.String(required=True)
    reason = fields.String(required=True)
    sheet = fields.String(required=True, allow_none=True, metadata={"description": "Of a workbook."})


class PassedOverSchema(Schema):
    """A sheet of a workbook that holds no case list, and what it looks like."""

    sheet = fields.String(required=True)
    reason = fields.String(required=True)


class ImportSchema(Schema):
    accepted = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(RejectedSchema), required=True)
    caseload_accepted = fields.Integer(required=True)
    caseload_unchanged = fields.Integer(required=True)
    passed_over = fields.List(fields.Nested(PassedOverSchema), required=True)


PlanPage = PageSchema(PlanSchema)
CasePage = PageSchema(CaseSchema)
