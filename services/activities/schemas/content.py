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


class ToolRefSchema(Schema):
    """A published version of an audit tool."""

    code = fields.Code(required=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 9999))


def tool() -> fields.Nested:
    """Where none is named, the version in force counts, and its questions need no answer."""
    about = {
        "description": "The version of the audit tool it was made with; its required questions need an answer."
    }
    return fields.Nested(ToolRefSchema, load_default=None, allow_none=True, metadata=about)


def theme_id() -> fields.UUID:
    """The month's theme, an agreed spotlight or a service's regulatory theme (S09, S13, S14)."""
    about = {"description": "The theme, spotlight or regulatory theme that it serves, by id."}
    return fields.UUID(load_default=None, allow_none=True, metadata=about)


class AnswerField(fields.Raw):
    """A grade or a word, a number, or text: which of them, the question decides."""

    default_error_messages = {"invalid": "Not a text of at most 10000 characters, nor a whole number."}

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int | str:
        if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 10_000:
            raise self.make_error("invalid")
        return value.strip() if isinstance(value, str) else value


class AnswerSchema(Schema):
    """The answer to a question of the tool, and what shows it; `domain` and `text` are the question's."""

    question = fields.Code(required=True)
    answer = AnswerField(load_default=None, allow_none=True)
    evidence = narrative()
    domain = fields.String(dump_only=True)
    text = fields.String(dump_only=True)


class ContentSchema(ShapesSchema):
    """The written part of an audit or observation."""

    grading = fields.OneOf(GRADINGS, required=True)
    overall = fields.OneOf(GRADES, load_default=None, allow_none=True)
    domains = fields.List(fields.Nested(DomainSchema), load_default=list, validate=validate.Length(max=20))
    practitioner_part = fields.Nested(PractitionerPartSchema, required=True)
    family = fields.Nested(FamilySchema, load_default=None, allow_none=True)
    findings = fields.List(fields.Nested(FindingSchema), load_default=list, validate=validate.Length(max=50))
    tags = tags()
    answers = fields.List(fields.Nested(AnswerSchema), load_default=list, validate=validate.Length(max=300))


class ObservationContentSchema(ContentSchema):
    """As an audit; it says where practice was observed and which improvement it shows (S12)."""

    setting = fields.OneOf(SETTINGS, required=True)
    improvement_link = fields.Text(load_default=None, allow_none=True)
    improvement_evident = fields.Boolean(load_default=None, allow_none=True)
    grading = fields.OneOf(GRADINGS, load_default="ungraded")


CONTENT = tuple(ObservationContentSchema._declared_fields)
