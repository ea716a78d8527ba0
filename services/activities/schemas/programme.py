"""Plans, samples, and the cases they are drawn from."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.case import SOURCE_FORMATS
from services.activities.domain.vocabulary import KINDS
from services.activities.schemas.activities import SummarySchema
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future

MOST = 1000


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


class SampleBodySchema(Schema):
    """Either a service or an area."""

    month = fields.Month(required=True)
    service = fields.Code(load_default=None, allow_none=True)
    area = fields.Code(load_default=None, allow_none=True)
    size = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST))
    seed = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**53 - 1))
    due_on = fields.Date(required=True)


class UnallocatedSchema(Schema):
    case = fields.String(required=True)
    rule = fields.String(required=True)
    detail = fields.String(required=True)


class SampleDrawnSchema(Schema):
    sample_id = fields.UUID(required=True)
    frame_size = fields.Integer(required=True)
    frame_hash = fields.String(required=True)
    seed = fields.Integer(required=True)
    excluded = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    allocations = fields.List(fields.Nested(SummarySchema), required=True)
    unallocated = fields.List(fields.Nested(UnallocatedSchema), required=True)


class SampleSchema(Schema):
    """What was drawn from what; drawing `drawn` again from the frame of this hash gives the same."""

    sample_id = fields.UUID(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    month = fields.Month(required=True)
    size = fields.Integer(required=True)
    seed = fields.Integer(required=True)
    due_on = fields.Date(required=True)
    as_at = fields.Date(required=True)
    rules = fields.String(required=True)
    frame_size = fields.Integer(required=True)
    frame_hash = fields.String(required=True)
    excluded = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    drawn = fields.List(fields.String(), required=True)
    unallocated = fields.List(fields.Nested(UnallocatedSchema), required=True)
    drawn_by = fields.String(required=True)


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
