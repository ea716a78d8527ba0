"""Shapes of the directory's requests and answers."""

from __future__ import annotations

from flask_smorest.fields import Upload
from marshmallow import validate

from services.directory.domain import KINDS, ROLES
from shared.web import CursorArgs, PageSchema, Schema, fields


class FilesSchema(Schema):
    """The two files, as multipart parts; either may be left out."""

    units = Upload(
        load_default=None, metadata={"description": "units.csv, or a workbook with a sheet `units`"}
    )
    people = Upload(
        load_default=None, metadata={"description": "people.csv, or a workbook with a sheet `people`"}
    )


class ImportArgs(Schema):
    dry_run = fields.Boolean(load_default=False, metadata={"description": "Judge the files, change nothing."})


class RejectedSchema(Schema):
    file = fields.String(required=True, metadata={"description": "units, people, or organisation"})
    row = fields.Integer(required=True, metadata={"description": "The header is row 1; 0 is the whole file."})
    field = fields.String(required=True)
    reason = fields.String(required=True)


class ImportSchema(Schema):
    accepted = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    rejected = fields.List(fields.Nested(RejectedSchema), required=True)


class UnitArgs(CursorArgs):
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


class PersonArgs(CursorArgs):
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


UnitPage = PageSchema(UnitSchema)
PersonPage = PageSchema(PersonSchema)
