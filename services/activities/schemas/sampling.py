"""Samples, their proof, and coverage."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.case import SCHEMES
from services.activities.domain.coverage import WAYS
from services.activities.domain.sampling import AUDITED, PURPOSES
from services.activities.domain.strata import STRATIFIERS
from services.activities.schemas.activities import SummarySchema
from services.activities.schemas.content import theme_id
from services.activities.schemas.programme import MOST
from shared.web import Schema, fields
from shared.web.fields import not_in_future


class SampleBodySchema(Schema):
    """Either a service or an area. `statuses` are why a child is known; closed cases are never drawn."""

    month = fields.Month(required=True)
    service = fields.Code(load_default=None, allow_none=True)
    area = fields.Code(load_default=None, allow_none=True)
    size = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST))
    seed = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**53 - 1))
    due_on = fields.Date(required=True)
    purpose = fields.OneOf(
        PURPOSES,
        load_default=AUDITED,
        metadata={"description": "What is drawn for a dip sample is allocated to nobody."},
    )
    stratify_by = fields.OneOf(STRATIFIERS, load_default=None, allow_none=True)
    minimum = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(0, MOST),
        metadata={"description": "Cases of each stratum at least, where the size allows; 1 by itself."},
    )
    not_audited_within = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(1, 36),
        metadata={
            "description": "Months before the sample's in which a case must not have been audited; "
            "by itself as the rule `not-audited-within` says."
        },
    )
    statuses = fields.List(
        fields.OneOf(SCHEMES), load_default=lambda: list(SCHEMES), validate=validate.Length(min=1)
    )
    theme_id = theme_id()


class UnallocatedSchema(Schema):
    """What said no. A sample drawn before these were kept has no `version` and `source`."""

    case = fields.String(required=True)
    rule = fields.String(required=True)
    version = fields.String()
    source = fields.String()
    detail = fields.String(required=True)


class StratumSchema(Schema):
    stratum = fields.String(required=True)
    eligible = fields.Integer(required=True)
    drawn = fields.Integer(required=True)


class SampleDrawnSchema(Schema):
    sample_id = fields.UUID(required=True)
    frame_size = fields.Integer(required=True)
    frame_hash = fields.String(required=True)
    seed = fields.Integer(required=True)
    excluded = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    strata = fields.List(fields.Nested(StratumSchema), required=True)
    allocations = fields.List(fields.Nested(SummarySchema), required=True)
    unallocated = fields.List(fields.Nested(UnallocatedSchema), required=True)


class SampleSchema(Schema):
    """What was drawn from what. A sample drawn before its terms were kept has null for them."""

    sample_id = fields.UUID(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    month = fields.Month(required=True)
    purpose = fields.OneOf(PURPOSES, required=True)
    size = fields.Integer(required=True)
    seed = fields.Integer(required=True)
    due_on = fields.Date(required=True)
    as_at = fields.Date(required=True)
    rules = fields.String(required=True)
    stratify_by = fields.String(required=True, allow_none=True)
    minimum = fields.Integer(required=True, allow_none=True)
    not_audited_within = fields.Integer(required=True, allow_none=True)
    statuses = fields.List(fields.String(), required=True, allow_none=True)
    frame_size = fields.Integer(required=True)
    frame_hash = fields.String(required=True)
    excluded = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    strata = fields.List(fields.Nested(StratumSchema), required=True, allow_none=True)
    drawn = fields.List(fields.String(), required=True)
    unallocated = fields.List(fields.Nested(UnallocatedSchema), required=True)
    drawn_by = fields.String(required=True)
    theme_id = fields.UUID(required=True, allow_none=True)


class ProofSchema(Schema):
    """`frame` is the very text that was hashed: a line for each case with pseudonym, stratum and eligibility."""

    sample = fields.Nested(SampleSchema, required=True)
    frame = fields.String(required=True, allow_none=True)
    same = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "Drawn again, it is the same; null where no frame was kept."},
    )


class CoverageArgs(Schema):
    by = fields.OneOf(WAYS, required=True)
    as_at = fields.Date(load_default=None, validate=not_in_future)


class CoveredSchema(Schema):
    """`share` is audited of open, 0 to 1, and `low` to `high` its 95 % interval. What is withheld is null."""

    stratum = fields.String(required=True)
    open = fields.Integer(required=True, allow_none=True)
    audited = fields.Integer(required=True, allow_none=True)
    never_audited = fields.Integer(required=True, allow_none=True)
    share = fields.Float(required=True, allow_none=True)
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)
    withheld = fields.Boolean(
        required=True,
        metadata={"description": "A number is fewer than 6, or would give one away that is."},
    )


class CoverageSchema(Schema):
    as_at = fields.Date(required=True)
    by = fields.String(required=True)
    total = fields.Nested(CoveredSchema, required=True)
    strata = fields.List(fields.Nested(CoveredSchema), required=True)
