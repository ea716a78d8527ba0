"""Audits, observations and their moderation."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.tags import TAGS
from services.activities.domain.vocabulary import DOMAINS, GRADES, KINDS, SETTINGS, STATUSES
from services.activities.schemas.content import (
    ContentSchema,
    ObservationContentSchema,
    ToolRefSchema,
    narrative,
    person,
    theme_id,
    tool,
)
from services.activities.schemas.stages import StageSchema
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future

_IDENTIFIER = validate.Regexp(r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}$", error="Not a case identifier.")


def identifier(**kwargs: Any) -> fields.String:
    """What the council's system calls the child; it is replaced by a pseudonym at once."""
    about = {"description": "The child's identifier in the council's system; it becomes a pseudonym at once."}
    return fields.String(validate=_IDENTIFIER, metadata=about, **kwargs)


def made_at() -> fields.Moment:
    """Not in the future and not too long ago, as a rule says."""
    about = {
        "description": "When it was written down, by the clock of the device, where that was before it was sent."
    }
    return fields.Moment(load_default=None, allow_none=True, metadata=about)


def activity_id() -> fields.UUID:
    about = {
        "description": "An id of your own choice: an activity of it is recorded once, whenever it is sent."
    }
    return fields.UUID(load_default=None, allow_none=True, metadata=about)


class AuditSchema(ContentSchema):
    """A whole audit outside a sample."""

    case = identifier(required=True)
    auditor = person(required=True)
    practitioner = person(required=True, allow_none=True)
    service = fields.Code(required=True)
    team = fields.Code(load_default=None, allow_none=True)
    month = fields.Month(required=True)
    completed_on = fields.Date(required=True, validate=not_in_future)
    activity_id = activity_id()
    made_at = made_at()
    tool = tool()
    theme_id = theme_id()


class ObservationSchema(ObservationContentSchema):
    """A whole observation; `auditor` is the observer."""

    case = identifier(load_default=None, allow_none=True)
    auditor = person(required=True)
    practitioner = person(load_default=None, allow_none=True)
    service = fields.Code(required=True)
    team = fields.Code(load_default=None, allow_none=True)
    month = fields.Month(required=True)
    completed_on = fields.Date(required=True, validate=not_in_future)
    activity_id = activity_id()
    made_at = made_at()
    tool = tool()
    theme_id = theme_id()


class SubmissionSchema(ContentSchema):
    """An allocated audit. Auditor, service, team, month and a theme that was allocated with it may be repeated and must
    then agree.
    """

    practitioner = person(required=True, allow_none=True)
    completed_on = fields.Date(required=True, validate=not_in_future)
    tool = tool()
    theme_id = theme_id()
    auditor = person(load_default=None)
    service = fields.Code(load_default=None)
    team = fields.Code(load_default=None, allow_none=True)
    month = fields.Month(load_default=None)
    made_at = made_at()


class JudgedDomainSchema(Schema):
    domain = fields.OneOf(DOMAINS, required=True)
    grade = fields.OneOf(GRADES, required=True)


class JudgementSchema(Schema):
    """A moderator's judgement; `domains` lists those that were looked at again."""

    overall = fields.OneOf(GRADES, load_default=None, allow_none=True)
    domains = fields.List(
        fields.Nested(JudgedDomainSchema), load_default=list, validate=validate.Length(max=20)
    )
    comment = narrative()
    moderated_on = fields.Date(load_default=None, allow_none=True, validate=not_in_future)


class ModerationSchema(Schema):
    moderator = fields.String(required=True)
    moderated_on = fields.Date(required=True)
    overall = fields.String(required=True, allow_none=True)
    domains = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    comment = fields.String(required=True)
    on_behalf_of = fields.String(
        required=True, allow_none=True, metadata={"description": "For whom a deputy did so."}
    )


class AdjudicationSchema(Schema):
    """A third person's decision, and why it was theirs: `contested` or `two_grades_apart`."""

    adjudicator = fields.String(required=True)
    adjudicated_on = fields.Date(required=True)
    because = fields.String(required=True)
    overall = fields.String(required=True)
    domains = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    comment = fields.String(required=True)
    on_behalf_of = fields.String(
        required=True, allow_none=True, metadata={"description": "For whom a deputy did so."}
    )


class SummarySchema(Schema):
    """An activity without its narrative. `case` is a pseudonym."""

    activity_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    kind = fields.OneOf(KINDS, required=True)
    status = fields.OneOf(STATUSES, required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    case = fields.String(required=True, allow_none=True)
    auditor = fields.String(required=True)
    practitioner = fields.String(required=True, allow_none=True)
    month = fields.Month(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    sample_id = fields.UUID(required=True, allow_none=True)
    submitted_on = fields.Date(required=True, allow_none=True)
    made_at = fields.DateTime(required=True, allow_none=True)
    received_at = fields.DateTime(required=True, allow_none=True)
    overall = fields.String(required=True, allow_none=True)
    must_be_moderated = fields.Boolean(required=True)
    historic = fields.Boolean(required=True, metadata={"description": "Imported from before."})
    tool = fields.Nested(ToolRefSchema, required=True, allow_none=True)
    theme_id = fields.UUID(required=True, allow_none=True)


class WrittenSchema(ContentSchema):
    """What was written, as it is read."""

    setting = fields.OneOf(SETTINGS, allow_none=True)
    improvement_link = fields.String(allow_none=True)
    improvement_evident = fields.Boolean(allow_none=True)


class ModeratedSchema(SummarySchema):
    """An activity, how it was moderated and what a third person decided: the original grades stay as they were.

    `contest_by` is the last day on which the auditor may contest a changed grade, by the rule of the day of moderation.
    It is null where no grade was changed, and once it is contested or decided.
    `final` is the overall grade that stands: decided, or else moderated, or else the auditor's.
    """

    moderation = fields.Nested(ModerationSchema, required=True, allow_none=True)
    contest_by = fields.Date(required=True, allow_none=True)
    adjudication = fields.Nested(AdjudicationSchema, required=True, allow_none=True)
    final = fields.String(required=True, allow_none=True)


class ActivitySchema(ModeratedSchema):
    """An activity with all that was written, and of an audit that is made in stages how far it is."""

    content = fields.Nested(WrittenSchema, required=True, allow_none=True)
    stages = fields.List(fields.Nested(StageSchema), required=True)


class IdentifiedSchema(Schema):
    """For the auditor, or for whoever is to rate the audit a second time."""

    case = fields.String(required=True, allow_none=True)
    identifier = fields.String(required=True)


class ActivityArgs(CursorArgs):
    kind = fields.OneOf(KINDS, load_default=None)
    status = fields.OneOf(STATUSES, load_default=None)
    auditor = person(load_default=None)
    service = fields.Code(load_default=None)
    month = fields.Month(load_default=None)
    theme_id = fields.UUID(load_default=None)
    tag = fields.OneOf(TAGS, load_default=None)
    awaiting_moderation = fields.Boolean(
        load_default=False,
        metadata={"description": "Audits that nobody moderated yet, the Inadequate first."},
    )


ActivityPage = PageSchema(SummarySchema)
