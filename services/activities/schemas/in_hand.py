"""Audits in hand, and what is for whom to do."""

from __future__ import annotations

from services.activities.schemas.activities import SummarySchema
from services.activities.schemas.stages import OpenStageSchema
from shared.web import PageSchema, Schema, fields


class InHandSchema(Schema):
    """An allocated audit: `to_do` are the stages that are yours now, `waits_for` those of others."""

    audit = fields.Nested(SummarySchema, required=True)
    to_do = fields.List(fields.String(), required=True)
    waits_for = fields.List(fields.Nested(OpenStageSchema), required=True)


InHandPage = PageSchema(InHandSchema)
