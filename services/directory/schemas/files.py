"""Shapes of files that come in, and of what is said about their rows."""

from __future__ import annotations

from flask_smorest.fields import Upload

from shared.web import Schema, fields


class FilesSchema(Schema):
    """The two files, as multipart parts; either may be left out."""

    units = Upload(
        load_default=None, metadata={"description": "units.csv, or a workbook with a sheet `units`"}
    )
    people = Upload(
        load_default=None, metadata={"description": "people.csv, or a workbook with a sheet `people`"}
    )


class ImportArgs(Schema):
    effective_on = fields.Date(
        load_default=None,
        metadata={
            "description": "The day that what differs counts from; today by itself, never one to come."
        },
    )
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
