"""What a review writes down. There is no field for fault, and none for a grade (S25)."""

from __future__ import annotations

from typing import Any

from marshmallow import validate

from services.activities.domain.review_words import ABSENCES, AGENCIES, LEARNING, SUCCESS
from services.activities.schemas.content import (
    ActionSchema,
    AppreciativeInquirySchema,
    FamilySchema,
    SignsOfSafetySchema,
    narrative,
    person,
)
from shared.web import Schema, fields


def aim(description: str) -> fields.Text:
    """Free text of the detail, with what to think about."""
    return fields.Text(least=0, load_default="", metadata={"description": description})


class ViewSchema(Schema):
    """How a worker (`person`) or a partner (`agency`) sees it: `said`, or the code of why not in `absent`."""

    person = person(load_default=None, allow_none=True)
    agency = fields.OneOf(AGENCIES, load_default=None, allow_none=True)
    said = narrative()
    absent = fields.OneOf(ABSENCES, load_default=None, allow_none=True)


class NeededSchema(ActionSchema):
    """An action that the review needs. Its area reads the title: nothing of the detail belongs in it."""

    finding_id = fields.UUID(dump_only=True)


class RecordSchema(Schema):
    views = fields.List(fields.Nested(ViewSchema), load_default=list, validate=validate.Length(max=50))
    family = fields.Nested(FamilySchema, load_default=None, allow_none=True)
    actions = fields.List(fields.Nested(NeededSchema), load_default=list, validate=validate.Length(max=20))


class SuccessRecordSchema(RecordSchema):
    """Signs of Safety and appreciative inquiry about what made a difference (S24)."""

    difference = aim("What made the positive difference?")
    childs_view = aim("How do child and family see what workers and partners did, and what it changed?")
    messages = aim("What can those who took part, and others, take into future practice?")
    signs_of_safety = fields.Nested(SignsOfSafetySchema, load_default=dict)
    appreciative_inquiry = fields.Nested(AppreciativeInquirySchema, load_default=dict)


class LearningRecordSchema(RecordSchema):
    """The four aims of a learning review, and no other question (S25)."""

    worked_well = aim(
        "What worked well in the support of child and family, and what good did it do the child?"
    )
    worried_about = aim("What are we worried about, and what led to this review?")
    differently = aim("What could or should be done differently, and what would make that likely?")
    general_learning = aim("What can others learn who know nothing of this case?")


def answered(kind: str, record: Any) -> dict[str, Any]:
    """The record under the name of its kind; the other is null."""
    names = {"success_record": SUCCESS, "learning_record": LEARNING}
    return {name: record if kind == own else None for name, own in names.items()}
