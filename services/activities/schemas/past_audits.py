"""Importing past audits."""

from __future__ import annotations

from services.activities.schemas.programme import PassedOverSchema, RejectedSchema
from shared.web import Schema, fields


class PastAuditsBodySchema(Schema):
    """`file` is a CSV or a workbook (.xlsx) of one audit a row."""

    file = fields.File(required=True)


class PastAuditsSchema(Schema):
    """What is in `warnings` was taken, and should be looked at."""

    accepted = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(RejectedSchema), required=True)
    warnings = fields.List(fields.Nested(RejectedSchema), required=True)
    passed_over = fields.List(fields.Nested(PassedOverSchema), required=True)
