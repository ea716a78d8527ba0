"""Shapes of what must be handed over."""

from __future__ import annotations

from services.activities.domain.handover import AWAY, LEFT
from services.activities.schemas.activities import SummarySchema
from shared.web import PageSchema, fields


class HandoverSchema(SummarySchema):
    why = fields.OneOf(
        (LEFT, AWAY), required=True, metadata={"description": "Its auditor has left, or is away."}
    )


HandoverPage = PageSchema(HandoverSchema)
