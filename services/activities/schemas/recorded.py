"""QA activities beside audits and observations: one shape, with `details` of each kind's own."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.kind import CODES
from services.activities.domain.recorded import RECORDED_STATUSES
from services.activities.domain.tags import TAGS
from services.activities.domain.vocabulary import AMENDMENT_REASONS, RETRACTION_REASONS, SUBJECTS
from services.activities.schemas.activities import identifier
from services.activities.schemas.content import (
    FamilySchema,
    FindingSchema,
    ShapesSchema,
    narrative,
    person,
    tags,
    theme_id,
)
from services.activities.schemas.details import (
    BespokeAuditSchema,
    DipSampleSchema,
    ExternalReviewSchema,
    GroupSupervisionSchema,
    GuidedConversationSchema,
    MultiAgencyAuditSchema,
    OversightSchema,
    ParticipationSchema,
    PlacedActionSchema,
    PracticeDaySchema,
    kept_id,
)
from services.activities.schemas.lifecycle import ChangeSchema
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future

MOST_CASES = 100

DETAILS: dict[str, type[Schema]] = {
    "dip_sample": DipSampleSchema,
    "bespoke_audit": BespokeAuditSchema,
    "multi_agency_audit": MultiAgencyAuditSchema,
    "group_supervision": GroupSupervisionSchema,
    "guided_conversation": GuidedConversationSchema,
    "practice_day": PracticeDaySchema,
    "oversight": OversightSchema,
    "external_review": ExternalReviewSchema,
    "participation": ParticipationSchema,
}


class CaseNamedSchema(Schema):
    """A case by its identifier, of which the pseudonym alone is kept, and the conversation with its family (S18)."""

    case = identifier(required=True)
    family = fields.Nested(FamilySchema, load_default=None, allow_none=True)


class RecordedFindingSchema(FindingSchema):
    """A finding; its `domain` is of practice, of the data or of leadership."""

    finding_id = kept_id()
    domain = fields.OneOf(SUBJECTS, required=True)
    action = fields.Nested(PlacedActionSchema, load_default=None, allow_none=True)


def people(about: str) -> fields.List[Any]:
    return fields.List(
        person(), load_default=list, validate=validate.Length(max=MOST_CASES), metadata={"description": about}
    )


class RecordedBodySchema(ShapesSchema):
    """What every kind has. With neither `service` nor `area` it is about the whole division."""

    led_by = person(required=True)
    practitioners = people("Whose work it is about.")
    colleagues = people("Who else took part.")
    service = fields.Code(load_default=None, allow_none=True)
    area = fields.Code(load_default=None, allow_none=True)
    team = fields.Code(load_default=None, allow_none=True)
    month = fields.Month(required=True)
    completed_on = fields.Date(required=True, validate=not_in_future)
    cases = fields.List(
        fields.Nested(CaseNamedSchema), load_default=list, validate=validate.Length(max=MOST_CASES)
    )
    summary = narrative()
    findings = fields.List(
        fields.Nested(RecordedFindingSchema), load_default=list, validate=validate.Length(max=50)
    )
    tags = tags()
    theme_id = theme_id()


class CorrectionSchema(Schema):
    """Why it is corrected; `other` needs a note."""

    reason = fields.OneOf(AMENDMENT_REASONS, required=True)
    note = narrative()


class RetractionSchema(Schema):
    """Why it is withdrawn; `other` needs a note."""

    reason = fields.OneOf(RETRACTION_REASONS, required=True)
    note = narrative()


def body_of(kind: str) -> type[Schema]:
    """The shape of a request that records this kind."""
    return _with_details(kind, "Record", RecordedBodySchema)


def correction_of(kind: str) -> type[Schema]:
    """The shape of a request that corrects one of this kind: the whole anew, and why. A case that it names already
    may be given by its pseudonym."""
    return _with_details(kind, "Correction", RecordedBodySchema, CorrectionSchema)


def _with_details(kind: str, what: str, *bases: type[Schema]) -> type[Schema]:
    details = fields.Nested(DETAILS[kind], required=True)
    name = DETAILS[kind].__name__.replace("Schema", what)
    return type(name, bases, {"details": details, "__doc__": DETAILS[kind].__doc__})


class RecordedSummarySchema(Schema):
    """An activity without its narrative. `cases` are pseudonyms; area `all` is the whole division."""

    activity_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    kind = fields.OneOf(CODES, required=True)
    status = fields.OneOf(RECORDED_STATUSES, required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    team = fields.String(required=True, allow_none=True)
    led_by = fields.String(required=True)
    practitioners = fields.List(fields.String(), required=True)
    colleagues = fields.List(fields.String(), required=True)
    month = fields.Month(required=True)
    completed_on = fields.Date(required=True)
    cases = fields.List(fields.String(), required=True)
    tags = fields.List(fields.String(), required=True)
    theme_id = fields.UUID(required=True, allow_none=True)


class RecordedWrittenSchema(ShapesSchema):
    """What any kind can hold; `families` stand in the order of `cases`."""

    summary = fields.String(required=True)
    families = fields.List(fields.Nested(FamilySchema, allow_none=True), required=True)
    findings = fields.List(fields.Nested(RecordedFindingSchema), required=True)


class RecordedSchema(RecordedSummarySchema):
    """With all that was written; `details` have the shape in which the kind is recorded."""

    written = fields.Nested(RecordedWrittenSchema, required=True)
    details = fields.Dict(required=True)
    result = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "Of a dip sample its error rates, of a bespoke audit the share that met."},
    )


class RecordedArgs(CursorArgs):
    kind = fields.OneOf(CODES, load_default=None)
    service = fields.Code(load_default=None)
    month = fields.Month(load_default=None)
    led_by = person(load_default=None)
    theme_id = fields.UUID(load_default=None)
    status = fields.OneOf(RECORDED_STATUSES, load_default=None)
    tag = fields.OneOf(TAGS, load_default=None)


class ChangedFieldSchema(Schema):
    field = fields.String(required=True)
    was = fields.Raw(required=True, allow_none=True, data_key="from")
    yours = fields.Raw(required=True, allow_none=True, data_key="to")


class RecordedChangeSchema(ChangeSchema):
    """`changes` are its fields by their paths; `replaced` is all that stood before it."""

    changes = fields.List(fields.Nested(ChangedFieldSchema), required=True)
    replaced = fields.Dict(required=True, allow_none=True)

    class Meta(ChangeSchema.Meta):
        exclude = ("approved_by",)


class RecordedHistorySchema(Schema):
    """Every change of a recorded activity, oldest first."""

    activity_id = fields.UUID(required=True)
    history = fields.List(fields.Nested(RecordedChangeSchema), required=True)


RecordedPage = PageSchema(RecordedSummarySchema)
