"""What is written of one kind of QA activity alone."""

from __future__ import annotations

from marshmallow import validate

from services.activities.domain.oversight import STAGES
from services.activities.domain.practice_day import DONE
from services.activities.domain.reflective import GROUPS
from services.activities.domain.themed import AGENCIES
from services.activities.schemas.content import ActionSchema, narrative
from shared.web import Schema, fields

MANY = 500
"""Items, themes or people of one activity."""


def count(least: int = 0, **kwargs: object) -> fields.Integer:
    """A number of cases or people."""
    return fields.Integer(strict=True, validate=validate.Range(least, 100_000), **kwargs)  # type: ignore[arg-type]


def kept_id() -> fields.UUID:
    """The id by which the action of a finding or recommendation is known."""
    about = {"description": "In a correction, of one that stays; a new one gets its own."}
    return fields.UUID(load_default=None, allow_none=True, metadata=about)


class PlacedActionSchema(ActionSchema):
    """An action; `service` where it is to be done elsewhere, or the activity is of no service."""

    service = fields.Code(load_default=None, allow_none=True)


class ItemSchema(Schema):
    """One value of the data and of the record; an empty one is missing. `case` counts `cases` from 1."""

    field = fields.Text(required=True, most=100)
    in_data = fields.Text(required=True, least=0, most=300)
    in_record = fields.Text(required=True, least=0, most=300)
    agrees = fields.Boolean(required=True)
    case = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1))
    note = narrative()


class SampleProofSchema(Schema):
    """What it takes to draw the sample again."""

    sample_id = fields.UUID(required=True)
    frame_hash = fields.String(required=True)
    rules = fields.String(required=True)
    seed = fields.Integer(required=True)


class DipSampleSchema(Schema):
    """Performance data held against the record (S21). `sample` is there where the cases were drawn, on a sheet."""

    source = fields.Text(required=True, most=300)
    as_at = fields.Date(required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True, validate=validate.Length(1, MANY))
    sample = fields.Nested(SampleProofSchema, dump_only=True, allow_none=True)


class BespokeAuditSchema(Schema):
    """A question about a theme; `met` of `looked_at` did what it asks for (S13)."""

    theme = fields.Text(required=True, most=300)
    question = fields.Text(required=True, most=1000)
    answer = fields.Text(required=True)
    looked_at = count(1, required=True)
    met = count(load_default=None, allow_none=True)


class AgencyViewSchema(Schema):
    agency = fields.OneOf(AGENCIES, required=True)
    name = fields.Text(least=0, most=100, load_default="")
    view = fields.Text(required=True)


class MultiAgencyAuditSchema(Schema):
    """Several agencies look at their work together (S19)."""

    theme = fields.Text(required=True, most=300)
    question = fields.Text(required=True, most=1000)
    conclusion = fields.Text(required=True)
    agencies = fields.List(fields.Nested(AgencyViewSchema), required=True, validate=validate.Length(max=50))


class GroupSupervisionSchema(Schema):
    """What a group thought about (S19)."""

    topic = fields.Text(required=True, most=300)
    reflection = fields.Text(required=True)
    agreed = narrative()


class GuidedConversationSchema(Schema):
    """Where the child started, and what has changed; there is no grade (S20)."""

    focus = fields.Text(required=True, most=300)
    record_reviewed = fields.Boolean(required=True)
    starting_point = fields.Text(required=True)
    impact = fields.Text(required=True)
    practitioner_said = narrative()


class PracticeDaySchema(Schema):
    """Senior leaders in the front line (S15); `activities` are what was recorded of the visit by itself.

    `visit_id` is the entry of the half-year's plan that it fulfils; else `unplanned_because` says why there is none.
    """

    done = fields.List(fields.OneOf(DONE), required=True, validate=validate.Length(1, len(DONE)))
    practitioners_said = fields.Text(required=True)
    strategy_link = fields.Text(required=True)
    activities = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))
    visit_id = fields.UUID(load_default=None, allow_none=True)
    unplanned_because = fields.Text(least=0, most=1000, load_default="")


class SeenThemeSchema(Schema):
    theme = fields.Text(required=True, most=300)
    cases = count(1, required=True)
    text = narrative()


class EscalationSchema(Schema):
    subject = fields.Text(required=True, most=300)
    stage = fields.OneOf(STAGES, required=True)
    resolved = fields.Boolean(required=True)
    text = narrative()


class OversightSchema(Schema):
    """An independent chair's quarter; `quarter` is its first month (S16)."""

    quarter = fields.Month(required=True)
    cases = count(required=True)
    themes = fields.List(fields.Nested(SeenThemeSchema), load_default=list, validate=validate.Length(max=50))
    escalations = fields.List(
        fields.Nested(EscalationSchema), load_default=list, validate=validate.Length(max=MANY)
    )


class RecommendationSchema(Schema):
    """Accepted with an action, or not accepted with the reason in `response`."""

    recommendation_id = kept_id()
    text = fields.Text(required=True)
    accepted = fields.Boolean(required=True)
    response = narrative()
    action = fields.Nested(PlacedActionSchema, load_default=None, allow_none=True)


class ExternalReviewSchema(Schema):
    """A review from outside; `type` is one of `GET /review-types`, `body` who reviewed (S17)."""

    type = fields.Code(required=True)
    body = fields.Text(required=True, most=300)
    began_on = fields.Date(required=True)
    scope = fields.Text(required=True)
    recommendations = fields.List(
        fields.Nested(RecommendationSchema), load_default=list, validate=validate.Length(max=100)
    )


class ParticipationSchema(Schema):
    """An activity with children, parents or carers (S05, S33)."""

    group = fields.OneOf(GROUPS, required=True)
    number = count(1, required=True)
    method = fields.Text(required=True, most=300)
    question = fields.Text(required=True, most=1000)
    said = fields.Text(required=True)
    changes = narrative()
