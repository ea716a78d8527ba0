"""Success and learning reviews: proposed, agreed, led, and what of them is read by whom."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from services.activities.domain.review_words import (
    AGENCIES,
    CALLED_OFF,
    LATER,
    PROCEDURES,
    REVIEW_KINDS,
    REVIEW_STATUSES,
    SOURCES,
    TRIGGERS,
)
from services.activities.schemas.activities import identifier
from services.activities.schemas.content import narrative, person
from services.activities.schemas.review_records import LearningRecordSchema, SuccessRecordSchema
from shared.web import CursorArgs, PageSchema, Schema, fields
from shared.web.fields import not_in_future


class SourceSchema(Schema):
    """Who or what saw the difference. `reference` is the id of an activity or a piece of feedback."""

    kind = fields.OneOf(SOURCES, required=True)
    saw = fields.Text(required=True)
    reference = fields.UUID(load_default=None, allow_none=True)


class ProcedureSchema(Schema):
    """A procedure that runs alongside: the review replaces none (S25)."""

    kind = fields.OneOf(PROCEDURES, required=True)
    reference = fields.Text(required=True, most=100)


class SuccessProposalSchema(Schema):
    """A real difference that several sources saw (S24)."""

    case = identifier(required=True)
    service = fields.Code(required=True)
    team = fields.Code(load_default=None, allow_none=True)
    practitioner = person(load_default=None, allow_none=True)
    why = fields.Text(required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True, validate=validate.Length(min=1, max=20))


class LearningProposalSchema(Schema):
    """One of three triggers (S25). `inadequate_audit` names the audit, which tells the case; the others tell it."""

    trigger = fields.OneOf(TRIGGERS, required=True)
    why = fields.Text(required=True)
    audit_id = fields.UUID(load_default=None, allow_none=True)
    case = identifier(load_default=None, allow_none=True)
    service = fields.Code(load_default=None, allow_none=True)
    team = fields.Code(load_default=None, allow_none=True)
    practitioner = person(load_default=None, allow_none=True)
    procedures = fields.List(
        fields.Nested(ProcedureSchema),
        required=True,
        validate=validate.Length(max=10),
        metadata={"description": "Procedures that run alongside; empty where there is none."},
    )

    @validates_schema
    def tells_one_case(self, data: dict[str, Any], **_: Any) -> None:
        of_audit = data["trigger"] == "inadequate_audit"
        needed, spared = (
            (("audit_id",), ("case", "service", "team", "practitioner"))
            if of_audit
            else (("case", "service"), ("audit_id",))
        )
        wrong = {name: ["Missing data for required field."] for name in needed if data[name] is None}
        wrong |= {
            name: [f"Is not for the trigger {data['trigger']}."] for name in spared if data[name] is not None
        }
        if wrong:
            raise ValidationError(wrong)


class PartnerSchema(Schema):
    """A partner by agency and role; never by name."""

    agency = fields.OneOf(AGENCIES, required=True)
    role = fields.Text(load_default="", least=0, most=100)


class InvitationSchema(Schema):
    """Workers by id, partners by agency."""

    workers = fields.List(person(), load_default=list, validate=validate.Length(max=30))
    partners = fields.List(fields.Nested(PartnerSchema), load_default=list, validate=validate.Length(max=20))


class ReviewAgreementSchema(InvitationSchema):
    """Who leads it, who takes part, and until when it is done."""

    chair = person(required=True)
    due_on = fields.Date(required=True)


class ReviewReasonSchema(Schema):
    """Why a proposal is declined."""

    reason = fields.Text(required=True, most=1000)


class LaterSchema(Schema):
    """When it is due now, and why; `other` needs a note."""

    due_on = fields.Date(required=True)
    reason = fields.OneOf(LATER, required=True)
    note = narrative()


class CallingOffSchema(Schema):
    """Why it is not held, and who agreed: somebody who answers for reviews and does not chair this one."""

    approved_by = person(required=True)
    reason = fields.OneOf(CALLED_OFF, required=True)
    note = narrative()


class NewChairSchema(Schema):
    """Who chairs from now on."""

    chair = person(required=True)
    note = narrative()


class HeldSchema(Schema):
    held_on = fields.Date(required=True, validate=not_in_future)


class ConsentSchema(Schema):
    """Whether one may be celebrated by name in one's own service."""

    named = fields.Boolean(required=True)


class CelebratedSchema(Schema):
    """A worker who said yes, and what is celebrated."""

    person = person(required=True)
    words = fields.Text(required=True, most=1000)


class ReleaseSchema(Schema):
    """What the whole division may read. `names` are compared with the texts and kept nowhere."""

    title = fields.Text(required=True, most=150)
    learning = fields.Text(required=True)
    names = fields.List(
        fields.Text(least=2, most=100),
        required=True,
        validate=validate.Length(min=1, max=50),
        metadata={
            "description": "Full names of child, family and everybody else in the case: none may be in the texts."
        },
    )
    celebrated = fields.List(
        fields.Nested(CelebratedSchema), load_default=list, validate=validate.Length(max=30)
    )


class ClosureSchema(Schema):
    """`note` is needed where nothing was released: why nothing is shared."""

    note = narrative()


class ReviewSummarySchema(Schema):
    """A review without what was said in it. `case` is a pseudonym."""

    review_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    kind = fields.OneOf(REVIEW_KINDS, required=True)
    status = fields.OneOf(REVIEW_STATUSES, required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    case = fields.String(required=True)
    practitioner = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True)
    proposed_on = fields.Date(required=True)
    chair = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    held_on = fields.Date(required=True, allow_none=True)


class ProposalDecisionSchema(Schema):
    """What became of a proposal: nothing of what happened after it was agreed."""

    review_id = fields.UUID(required=True)
    kind = fields.OneOf(REVIEW_KINDS, required=True)
    proposed_on = fields.Date(required=True)
    decision = fields.OneOf(("awaited", "agreed", "declined", "called_off"), required=True)
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Why it was declined."})


class ProposalSchema(Schema):
    why = fields.String(required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    trigger = fields.String(required=True, allow_none=True)
    audit_id = fields.UUID(required=True, allow_none=True)
    auditor = fields.String(required=True, allow_none=True)
    procedures = fields.List(fields.Nested(ProcedureSchema), required=True)


class ParticipantSchema(Schema):
    """`may_be_named` is the worker's own word; null until they say."""

    person = fields.String(required=True, allow_none=True)
    agency = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    may_be_named = fields.Boolean(required=True, allow_none=True)


class SharedSchema(Schema):
    """What was released, and the thanks that the service reads."""

    learning_id = fields.UUID(required=True)
    title = fields.String(required=True)
    learning = fields.String(required=True)
    released_on = fields.Date(required=True)
    celebrated = fields.List(fields.Nested(CelebratedSchema), required=True)


class ReviewSchema(ReviewSummarySchema):
    """The whole of a review, for those involved. One of the two records is there once it is written."""

    guidance = fields.String(required=True, metadata={"description": "To be read before writing."})
    proposal = fields.Nested(ProposalSchema, required=True)
    participants = fields.List(fields.Nested(ParticipantSchema), required=True)
    success_record = fields.Nested(SuccessRecordSchema, required=True, allow_none=True)
    learning_record = fields.Nested(LearningRecordSchema, required=True, allow_none=True)
    learning = fields.Nested(SharedSchema, required=True, allow_none=True)


class LearnedSchema(Schema):
    """Generalised learning. Nothing says where it was."""

    learning_id = fields.UUID(required=True)
    kind = fields.OneOf(REVIEW_KINDS, required=True)
    title = fields.String(required=True)
    learning = fields.String(required=True)
    released_on = fields.Date(required=True)


class CelebrationSchema(Schema):
    service = fields.String(required=True)
    person = fields.String(required=True)
    words = fields.String(required=True)
    released_on = fields.Date(required=True)


class CelebrationsSchema(Schema):
    """The newest first."""

    items = fields.List(fields.Nested(CelebrationSchema), required=True)


class ReviewArgs(CursorArgs):
    kind = fields.OneOf(REVIEW_KINDS, load_default=None)
    status = fields.OneOf(REVIEW_STATUSES, load_default=None)


ReviewPage = PageSchema(ReviewSummarySchema)
LearnedPage = PageSchema(LearnedSchema)
