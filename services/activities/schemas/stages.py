"""Audits that auditor, practitioner and family make together, part by part."""

from __future__ import annotations

from services.activities.domain.vocabulary import ABSENCE_REASONS
from services.activities.schemas.content import ContentSchema, narrative, theme_id, tool
from shared.web import Schema, fields
from shared.web.fields import not_in_future


class OwnViewSchema(Schema):
    """How the practitioner sees the work: what went well, what was hard, what should happen next."""

    view = fields.Text(required=True)


class AbsenceSchema(Schema):
    """Why the practitioner gives no view; `other` needs a note."""

    reason = fields.OneOf(ABSENCE_REASONS, required=True)
    note = narrative()


class AuditorsViewSchema(ContentSchema):
    """The auditor's judgement, without the parts of practitioner and family."""

    class Meta:
        exclude = ("practitioner_part", "family")

    tool = tool()


class ConversationSchema(Schema):
    """Who of the family spoke, and what they said."""

    who = fields.Text(required=True, most=100)
    said = fields.Text(required=True)


class ExemptionSchema(Schema):
    """Why there can be no conversation with the family (`code` is one of the rule `family-exemptions`), and what was
    tried.
    """

    code = fields.Code(required=True)
    reason = fields.Text(required=True)


class ApprovalSchema(Schema):
    comment = narrative()


class RefusalSchema(Schema):
    """A refusal says why, so that the auditor knows what to do."""

    comment = fields.Text(required=True)


class LearningSchema(Schema):
    """What auditor and practitioner take from it; where they do not agree, what each sees."""

    text = fields.Text(required=True)
    agreed = fields.Boolean(required=True)
    difference = narrative()


class CompletionSchema(Schema):
    """The day on which it was finished, today by itself; and what it serves, where nothing was allocated with it."""

    completed_on = fields.Date(load_default=None, allow_none=True, validate=not_in_future)
    theme_id = theme_id()


class OpenStageSchema(Schema):
    """Something to be done: by the `practitioner`, the `auditor`, or any `approver`, who has no `person`."""

    stage = fields.String(required=True)
    whose = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)


class StageSchema(OpenStageSchema):
    """`state` is `done`, `open` (to be done now), `waiting` (for others first) or `not_needed`. `withheld` is the rule
    that keeps `written` from you: the fields of the request that wrote it, and in `part` what it is.
    """

    state = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    withheld = fields.String(required=True, allow_none=True)
    written = fields.Dict(required=True, allow_none=True)
