"""What an auditor or observer writes down."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.tags import TAGS
from services.activities.domain.vocabulary import (
    DOMAINS,
    EXEMPT,
    GRADES,
    GRADINGS,
    HEARD,
    PRIORITIES,
    REACHES,
    SETTINGS,
)
from shared.web import Schema, fields

_PERSON = validate.Regexp(r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$", error="Not a person's id.")


def person(**kwargs: Any) -> fields.String:
    """Somebody of the directory, by id."""
    return fields.String(validate=_PERSON, **kwargs)


def narrative() -> fields.Text:
    """Free text; it stays in this service."""
    return fields.Text(least=0, load_default="")


class DomainSchema(Schema):
    domain = fields.OneOf(DOMAINS, required=True)
    grade = fields.OneOf(GRADES, load_default=None, allow_none=True)
    comment = narrative()


class SignsOfSafetySchema(Schema):
    """Working well, worried about, needs to happen; the scale is 0 to 10 (S04)."""

    working_well = narrative()
    worried_about = narrative()
    needs_to_happen = narrative()
    scale = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(0, 10))


class LundySchema(Schema):
    """Lundy's model of participation (S04)."""

    space = narrative()
    voice = narrative()
    audience = narrative()
    influence = narrative()


class AppreciativeInquirySchema(Schema):
    """The four steps of appreciative inquiry (S04)."""

    discovery = narrative()
    dream = narrative()
    design = narrative()
    destiny = narrative()


class ShapesSchema(Schema):
    """Shapes of thinking that any QA activity may be written in (S04)."""

    signs_of_safety = fields.Nested(SignsOfSafetySchema, load_default=None, allow_none=True)
    lundy = fields.Nested(LundySchema, load_default=None, allow_none=True)
    appreciative_inquiry = fields.Nested(AppreciativeInquirySchema, load_default=None, allow_none=True)


def tags() -> fields.List[Any]:
    """Principles and goals that an activity is evidence of (S03)."""
    about = {"description": "What this is evidence of; `GET /tags` lists the codes."}
    return fields.List(
        fields.OneOf(TAGS), load_default=list, validate=validate.Length(max=len(TAGS)), metadata=about
    )


class PractitionerPartSchema(Schema):
    """The practitioner takes part in an audit (S08)."""

    took_part = fields.Boolean(required=True)
    view = narrative()


class FamilySchema(Schema):
    """The conversation (`heard`: who and said) or a coded exemption (`exempt`: code and approved_by) (S18)."""

    outcome = fields.OneOf((HEARD, EXEMPT), required=True)
    who = fields.Text(load_default=None, allow_none=True, most=100)
    said = fields.Text(load_default=None, allow_none=True)
    code = fields.Code(load_default=None, allow_none=True)
    approved_by = person(load_default=None, allow_none=True)


class ActionSchema(Schema):
    """`reach` tells an action for this case from a wider improvement (S22)."""

    title = fields.Text(required=True, most=300)
    owner = person(required=True)
    reach = fields.OneOf(REACHES, required=True)
    priority = fields.OneOf(PRIORITIES, required=True)
    record_reference = fields.Text(load_default=None, allow_none=True, most=100)


class FindingSchema(Schema):
    finding_id = fields.UUID(dump_only=True)
    domain = fields.OneOf(DOMAINS, required=True)
    text = fields.Text(required=True)
    strength = fields.Boolean(required=True)
    action = fields.Nested(ActionSchema, load_default=None, allow_none=True)


class ContentSchema(ShapesSchema):
    """The written part of an audit or observation."""

    grading = fields.OneOf(GRADINGS, required=True)
    overall = fields.OneOf(GRADES, load_default=None, allow_none=True)
    domains = fields.List(fields.Nested(DomainSchema), load_default=list, validate=validate.Length(max=20))
    practitioner_part = fields.Nested(PractitionerPartSchema, required=True)
    family = fields.Nested(FamilySchema, load_default=None, allow_none=True)
    findings = fields.List(fields.Nested(FindingSchema), load_default=list, validate=validate.Length(max=50))
    tags = tags()


class ObservationContentSchema(ContentSchema):
    """As an audit; it says where practice was observed and which improvement it shows (S12)."""

    setting = fields.OneOf(SETTINGS, required=True)
    improvement_link = fields.Text(load_default=None, allow_none=True)
    improvement_evident = fields.Boolean(load_default=None, allow_none=True)
    grading = fields.OneOf(GRADINGS, load_default="ungraded")


CONTENT = tuple(ObservationContentSchema._declared_fields)
