"""Sheets on which drawn dip samples are looked up."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.dip_sheet import MOST_VALUES
from services.activities.schemas.content import ShapesSchema, narrative, person, tags
from services.activities.schemas.recorded import RecordedFindingSchema, people
from shared.security.pseudonyms import PATTERN
from shared.web import PageSchema, Schema, fields
from shared.web.fields import not_in_future


class SheetBodySchema(Schema):
    """Which fields of which list are held against the record, for the cases of a sample; reports have the codes."""

    sample_id = fields.UUID(required=True)
    led_by = person(required=True)
    source = fields.Text(required=True, most=300)
    as_at = fields.Date(required=True, validate=not_in_future)
    named = fields.List(
        fields.Code(), required=True, validate=validate.Length(1, 20), data_key="fields", attribute="fields"
    )


class KeySchema(Schema):
    """One value to look up: the field of a case, which is a pseudonym."""

    case = fields.String(required=True, validate=validate.Regexp(PATTERN, error="Not a pseudonym."))
    field = fields.Code(required=True)


class ValueSchema(KeySchema):
    """What the performance system and the record say; null is not found.

    `agrees` is for two ways of writing the same, with a `note`; else the values are compared.
    """

    in_data = fields.Text(required=True, allow_none=True, most=300)
    in_record = fields.Text(required=True, allow_none=True, most=300)
    agrees = fields.Boolean(load_default=None, allow_none=True)
    note = narrative()


class LookUpSchema(Schema):
    values = fields.List(fields.Nested(ValueSchema), required=True, validate=validate.Length(1, MOST_VALUES))


class SheetSummarySchema(Schema):
    """`activity_id` is that of the dip sample which it becomes; `cases` are pseudonyms."""

    activity_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    status = fields.String(required=True)
    sample_id = fields.UUID(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    led_by = fields.String(required=True)
    month = fields.Month(required=True)
    due_on = fields.Date(required=True)
    source = fields.String(required=True)
    as_at = fields.Date(required=True)
    named = fields.List(fields.String(), required=True, data_key="fields", attribute="fields")
    cases = fields.List(fields.String(), required=True)
    saved_by = fields.String(required=True)
    saved_at = fields.DateTime(required=True)


class SheetSchema(SheetSummarySchema):
    """With every value that was looked up, and which are missing."""

    values = fields.List(fields.Nested(ValueSchema), required=True)
    missing = fields.List(fields.Nested(KeySchema), required=True)


class SheetCaseSchema(Schema):
    """`identifier` is null where the case has left the area."""

    case = fields.String(required=True)
    identifier = fields.String(required=True, allow_none=True)


class SheetCasesSchema(Schema):
    cases = fields.List(fields.Nested(SheetCaseSchema), required=True)


class SheetRecordSchema(ShapesSchema):
    """What was learned, beside the values. Month, place and cases are those of the sample."""

    completed_on = fields.Date(required=True, validate=not_in_future)
    practitioners = people("Whose work it is about.")
    colleagues = people("Who else took part.")
    summary = narrative()
    findings = fields.List(
        fields.Nested(RecordedFindingSchema), load_default=list, validate=validate.Length(max=50)
    )
    tags = tags()


SheetPage = PageSchema(SheetSummarySchema)
