"""Second ratings."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.vocabulary import GRADES, RATING_STATUSES
from services.activities.schemas.activities import JudgedDomainSchema
from services.activities.schemas.content import ToolRefSchema, person
from shared.web import CursorArgs, PageSchema, Schema, fields


class RatingRequestSchema(Schema):
    """Somebody who audits case files, is independent of the case, and has not seen the audit."""

    rater = person(required=True)


class RatingGradesSchema(Schema):
    """An overall grade, and one for each domain that the audit graded."""

    overall = fields.OneOf(GRADES, required=True)
    domains = fields.List(fields.Nested(JudgedDomainSchema), required=True, validate=validate.Length(max=20))


class RatingReasonSchema(Schema):
    """Why a second rating is refused or withdrawn."""

    reason = fields.Text(required=True, most=1000)


class RatingSchema(Schema):
    """A second rating; `overall` and `domains` are the second rater's own. Nothing of the first rating is in it."""

    rating_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    activity_id = fields.UUID(required=True)
    rater = fields.String(required=True)
    status = fields.OneOf(RATING_STATUSES, required=True)
    requested_by = fields.String(required=True)
    requested_on = fields.Date(required=True)
    overall = fields.String(required=True, allow_none=True)
    domains = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)


class PlacedRatingSchema(RatingSchema):
    """With where and when the audit was made, and the domains that are to be graded."""

    area = fields.String(required=True)
    service = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    practitioner = fields.String(required=True, allow_none=True)
    month = fields.Month(required=True)
    submitted_on = fields.Date(required=True)
    to_grade = fields.List(fields.String(), required=True)
    tool = fields.Nested(ToolRefSchema, required=True, allow_none=True)


class RatingArgs(CursorArgs):
    status = fields.OneOf(RATING_STATUSES, load_default=None)


RatingPage = PageSchema(PlacedRatingSchema)
