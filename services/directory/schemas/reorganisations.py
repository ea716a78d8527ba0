"""Shapes of reorganisations."""

from __future__ import annotations

from typing import Any

from services.directory.domain import STATUSES
from services.directory.schemas.files import ImportSchema, RejectedSchema
from services.directory.schemas.work import PostSchema
from shared.web import CursorArgs, PageSchema, Schema, fields


class PreparationArgs(Schema):
    name = fields.Text(required=True, most=100, metadata={"description": "As people call it."})
    effective_on = fields.Date(required=True, metadata={"description": "Its day, which is to come."})
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Judge the files, keep nothing."})


class ReorganisationSchema(Schema):
    reorganisation_id = fields.UUID(required=True)
    name = fields.String(required=True)
    effective_on = fields.Date(required=True)
    status = fields.OneOf(STATUSES, required=True)
    prepared_by = fields.String(required=True)
    prepared_on = fields.Date(required=True)
    settled_by = fields.String(required=True, allow_none=True)
    settled_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class DifferenceSchema(Schema):
    kind = fields.OneOf(("unit", "person"), required=True)
    id = fields.String(required=True)
    name = fields.String(required=True)
    field = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


def _posts() -> fields.List[Any]:
    return fields.List(
        fields.Nested(PostSchema),
        required=True,
        metadata={"description": "Of the units that it ends, as held on the day: close them."},
    )


class FullReorganisationSchema(ReorganisationSchema):
    changes = fields.List(fields.Nested(DifferenceSchema), required=True)
    posts = _posts()
    rejected = fields.List(
        fields.Nested(RejectedSchema),
        required=True,
        metadata={"description": "Why it could not take effect, or could not as things stand now."},
    )


class PreparedSchema(ImportSchema):
    reorganisation = fields.Nested(ReorganisationSchema, required=True, allow_none=True)
    changes = fields.List(fields.Nested(DifferenceSchema), required=True)
    posts = _posts()


class ReorganisationArgs(CursorArgs):
    status = fields.OneOf(STATUSES, load_default=None)


ReorganisationPage = PageSchema(ReorganisationSchema)
