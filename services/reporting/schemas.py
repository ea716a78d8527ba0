"""Shapes of reporting's requests and answers."""

from __future__ import annotations

from marshmallow import validate

from services.reporting.domain.facts import ANYWHERE
from services.reporting.domain.facts import KINDS as FACTS
from services.reporting.domain.report import KINDS
from shared.web import CursorArgs, PageSchema, Schema, fields


class MonthArgs(Schema):
    month = fields.Month(required=True, metadata={"description": "YYYY-MM"})


class RollupArgs(MonthArgs):
    theme_id = fields.UUID(
        load_default=None, metadata={"description": "Only the counts of what served this theme or spotlight."}
    )


class CheckArgs(Schema):
    month = fields.Month(load_default=None, metadata={"description": "Only the facts of this month."})


class FactArgs(CursorArgs):
    kind = fields.OneOf(FACTS, required=True)


class TraceArgs(CursorArgs):
    """The key of a rollup, as ``figures`` gives it."""

    month = fields.Month(required=True)
    area = fields.Code(required=True)
    service = fields.String(
        required=True,
        validate=validate.Length(1, 64),
        metadata={"description": f"`{ANYWHERE}` for what belongs to no service."},
    )
    measure = fields.String(required=True, validate=validate.Length(1, 64))
    bucket = fields.String(required=True, validate=validate.Length(1, 200))


class FactSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.OneOf(FACTS, required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    month = fields.Month(required=True)
    sequence = fields.Integer(required=True)
    events = fields.List(fields.UUID(), required=True, metadata={"description": "Every event under it."})


class TracedSchema(FactSchema):
    n = fields.Integer(required=True, metadata={"description": "What it adds to the count."})


class DifferenceSchema(Schema):
    month = fields.Month(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    measure = fields.String(required=True)
    bucket = fields.String(required=True)
    kept = fields.Integer(required=True)
    counted = fields.Integer(required=True)


class CheckSchema(Schema):
    checked_at = fields.DateTime(required=True)
    facts = fields.Integer(required=True)
    differences = fields.List(fields.Nested(DifferenceSchema), required=True)


class RollupSchema(Schema):
    month = fields.Month(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    measure = fields.String(required=True)
    bucket = fields.String(required=True)
    n = fields.Integer(required=True)


class FiguresSchema(Schema):
    """Counts in full, for those who run the service: they are no publication, and nothing is withheld from them."""

    month = fields.Month(required=True)
    disclosure = fields.String(required=True)
    headlines = fields.Dict(required=True, metadata={"description": "The main counts by name."})
    areas = fields.List(fields.Dict(), required=True)
    grades = fields.Dict(required=True)
    domains = fields.Dict(required=True)
    moderation = fields.Dict(required=True)
    feedback = fields.Dict(required=True)
    recorded = fields.Dict(required=True, metadata={"description": "QA activity of other kinds, by kind."})
    external = fields.Dict(
        required=True, metadata={"description": "External reviews, by the title of their type."}
    )
    themes = fields.List(
        fields.Dict(),
        required=True,
        metadata={
            "description": "The month's themes, spotlights and regulatory themes, and what served them."
        },
    )
    accuracy = fields.Dict(
        required=True,
        metadata={"description": "Values that drawn dip samples looked up, and those that differ, by field."},
    )
    facts = fields.Integer(required=True)
    events = fields.Integer(required=True)


class NewReportSchema(Schema):
    kind = fields.OneOf(KINDS, required=True)
    month = fields.Month(required=True)
    notice = fields.Text(
        least=0,
        most=200,
        load_default="",
        metadata={"description": "Stands at the top of every document, such as that the data are invented."},
    )
    withhold_up_to = fields.Integer(
        strict=True,
        load_default=5,
        validate=validate.Range(5, 50),
        metadata={"description": "The largest count that is withheld; more than 5 for a wider public."},
    )


class NothingSchema(Schema):
    """An empty body."""


class ReportSchema(Schema):
    report_id = fields.UUID(required=True)
    kind = fields.OneOf(KINDS, required=True)
    month = fields.Month(required=True)
    edition = fields.Integer(required=True)
    status = fields.OneOf(("draft", "published"), required=True)
    version = fields.Integer(required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 of the figures and the text."})
    made_at = fields.DateTime(required=True)
    made_by = fields.String(required=True)
    published_at = fields.DateTime(required=True, allow_none=True)
    published_by = fields.String(required=True, allow_none=True)


class WholeReportSchema(ReportSchema):
    report = fields.Dict(
        required=True, metadata={"description": "The report: sections, tables, charts, provenance."}
    )
    documents = fields.Dict(
        required=True, metadata={"description": "SHA-256 of each document as published; empty for a draft."}
    )


class ReportArgs(CursorArgs):
    kind = fields.OneOf(KINDS, load_default=None)
    month = fields.Month(load_default=None)


FactPage = PageSchema(FactSchema)
TracedPage = PageSchema(TracedSchema)
ReportPage = PageSchema(ReportSchema)
