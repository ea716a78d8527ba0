"""Themes, spotlights and regulatory themes."""

from __future__ import annotations

from services.activities.domain.themes import DIRECTIONS, METHODS
from services.activities.schemas.content import narrative
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future


class ThemeBodySchema(Schema):
    """A theme and the indicator that caused it: name, value and unit, whether it rose or fell, over which months, and
    the `source` in which it was read.
    """

    month = fields.Month(required=True)
    title = fields.Text(required=True, most=200)
    indicator = fields.Text(required=True, most=200)
    value = fields.Float(required=True)
    unit = fields.Text(load_default="", least=0, most=50)
    direction = fields.OneOf(DIRECTIONS, required=True)
    period_from = fields.Month(required=True)
    period_to = fields.Month(required=True)
    source = fields.Text(load_default="", least=0, most=200)
    chosen_on = fields.Date(
        load_default=None,
        allow_none=True,
        validate=not_in_future,
        metadata={"description": "The day on which it was chosen; today by itself."},
    )
    explanation = narrative()


class ThemeSchema(ThemeBodySchema):
    theme_id = fields.UUID(required=True)
    chosen_on = fields.Date(required=True)
    version = fields.Integer(required=True)


class ExplanationSchema(Schema):
    """Why the indicator rose or fell."""

    explanation = fields.Text(required=True)


class SpotlightBodySchema(Schema):
    """What is done about the theme, and what it is to find out."""

    method = fields.OneOf(METHODS, required=True)
    question = fields.Text(required=True, most=1000)


class SpotlightAgreementSchema(Schema):
    """When the Performance & Quality Group agreed, and where its minutes say so."""

    agreed_on = fields.Date(required=True, validate=not_in_future)
    minute = fields.Text(required=True, most=200)


class SpotlightSchema(SpotlightBodySchema):
    """It counts once it is agreed; until then `agreed_on` and `minute` are null."""

    spotlight_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    theme_id = fields.UUID(required=True)
    month = fields.Month(required=True)
    agreed_on = fields.Date(required=True, allow_none=True)
    minute = fields.String(required=True, allow_none=True)


class RegulatoryBodySchema(Schema):
    """What a service's regulation asks it to look at; `begins` and `ends` are its first and last month."""

    service = fields.Code(required=True)
    title = fields.Text(required=True, most=200)
    regulation = fields.Text(required=True, most=200)
    begins = fields.Month(required=True)
    ends = fields.Month(load_default=None, allow_none=True)


class EndingSchema(Schema):
    ends = fields.Month(required=True)


class RegulatorySchema(RegulatoryBodySchema):
    theme_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    area = fields.String(required=True)


class MonthsArgs(CursorArgs):
    first = fields.Month(load_default=None, data_key="from")
    last = fields.Month(load_default=None, data_key="to")


class RegulatoryArgs(MonthsArgs):
    service = fields.Code(load_default=None)


ThemePage = PageSchema(ThemeSchema)
SpotlightPage = PageSchema(SpotlightSchema)
RegulatoryPage = PageSchema(RegulatorySchema)
