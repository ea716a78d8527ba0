"""Shapes of units and people."""

from __future__ import annotations

from marshmallow import validate

from services.directory.domain import KINDS, ROLES
from shared.web import CursorArgs, PageSchema, Schema, fields


def _counts_from() -> fields.Date:
    said = "The day that this version counts from; null of one that an earlier release kept."
    return fields.Date(required=True, allow_none=True, metadata={"description": said})


def _on() -> fields.Date:
    said = "The organisation of this day: past days as they were, days to come as far as they are prepared."
    return fields.Date(load_default=None, metadata={"description": said})


class UnitArgs(CursorArgs):
    on = _on()
    kind = fields.OneOf(KINDS, load_default=None)
    parent = fields.Code(load_default=None)


class UnitSchema(Schema):
    code = fields.String(required=True)
    kind = fields.OneOf(KINDS, required=True)
    name = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    area = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)
    effective_on = _counts_from()


class PersonArgs(CursorArgs):
    on = _on()
    role = fields.OneOf(sorted(ROLES), load_default=None)
    team = fields.Code(load_default=None)
    service = fields.Code(load_default=None)


class PersonSchema(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    service = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    line_manager = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    area = fields.String(required=True, metadata={"description": "`all` for the whole division"})
    version = fields.Integer(required=True)
    effective_on = _counts_from()


class ChangePersonSchema(Schema):
    """The whole person: what is left out is nothing, not what it was."""

    name = fields.Text(required=True, most=200)
    email = fields.Text(required=True, most=254)
    roles = fields.List(fields.OneOf(sorted(ROLES)), required=True, validate=validate.Length(1, len(ROLES)))
    service = fields.Code(load_default=None, allow_none=True)
    team = fields.Code(load_default=None, allow_none=True)
    line_manager = fields.Text(load_default=None, allow_none=True, most=40)
    active = fields.Boolean(load_default=True)
    area = fields.Code(load_default=None, allow_none=True)
    effective_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "The day that the change counts from; today by itself, never one to come."},
    )


class RecordedSchema(Schema):
    recorded_on = fields.Date(required=True, metadata={"description": "The day it was written down."})
    superseded_on = fields.Date(required=True, allow_none=True)


class UnitVersionSchema(RecordedSchema):
    version = fields.Nested(UnitSchema, required=True)


class UnitHistorySchema(Schema):
    code = fields.String(required=True)
    history = fields.List(fields.Nested(UnitVersionSchema), required=True)


class PersonVersionSchema(RecordedSchema):
    version = fields.Nested(PersonSchema, required=True)


class PersonHistorySchema(Schema):
    id = fields.String(required=True)
    history = fields.List(fields.Nested(PersonVersionSchema), required=True)


UnitPage = PageSchema(UnitSchema)
PersonPage = PageSchema(PersonSchema)
