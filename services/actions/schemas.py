"""Shapes of the actions' requests and answers."""

from __future__ import annotations

from marshmallow import validate

from services.actions.domain import CHANGES, PRIORITIES, REACHES, STATUSES
from shared.web import CursorArgs, PageSchema, Schema, fields

REFERENCE = r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,63}$"
"""Of an entry on the record. No spaces: a name does not fit in it."""


def _reference() -> fields.String:
    return fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(
            REFERENCE, error="Not a record reference: letters, digits and / _ . - only."
        ),
        metadata={
            "description": "Where on the child's LL record the action is found; a case action needs it to be closed."
        },
    )


class EvidenceSchema(Schema):
    text = fields.Text(required=True, most=4_000)
    evidenced_on = fields.Date(required=True, validate=fields.not_in_future)
    record_reference = _reference()


class ClosureSchema(Schema):
    closed_on = fields.Date(required=True, validate=fields.not_in_future)
    record_reference = _reference()


class ReopeningSchema(Schema):
    reason = fields.Text(required=True, most=2_000)
    reopened_on = fields.Date(required=True, validate=fields.not_in_future)


class OwnerSchema(Schema):
    owner = fields.Text(required=True, most=40)
    reason = fields.Text(required=True, most=2_000)


class DueDateSchema(Schema):
    """Another due date, and why: when it can be done instead, and what stands in the way."""

    due_on = fields.Date(required=True)
    reason = fields.Text(required=True, most=2_000)


class SweepSchema(Schema):
    on = fields.Date(required=True, validate=fields.not_in_future)


class SweptSchema(Schema):
    on = fields.Date(required=True)
    due = fields.Integer(
        required=True, metadata={"description": "Told now that they are due in 7 days or 1."}
    )
    overdue = fields.Integer(required=True, metadata={"description": "Told now that they are overdue."})


class ActionArgs(CursorArgs):
    owner = fields.Text(load_default=None, most=64)
    status = fields.OneOf(STATUSES, load_default=None)
    service = fields.Code(load_default=None)
    reach = fields.OneOf(REACHES, load_default=None)
    activity_id = fields.UUID(load_default=None)
    overdue_on = fields.Date(
        load_default=None, metadata={"description": "Past their due date on that day and not closed by then."}
    )


class DueRuleSchema(Schema):
    """The rule by which an action became due, as it was in force on the day that it was opened or opened again."""

    rule = fields.String(required=True)
    version = fields.Integer(required=True)
    source = fields.String(required=True)


class ActionSchema(Schema):
    action_id = fields.UUID(required=True)
    activity_id = fields.UUID(required=True)
    finding_id = fields.UUID(required=True)
    area = fields.String(required=True)
    service = fields.String(required=True)
    team = fields.String(required=True, allow_none=True)
    owner = fields.String(required=True)
    reach = fields.OneOf(REACHES, required=True)
    priority = fields.OneOf(PRIORITIES, required=True)
    title = fields.String(required=True)
    opened_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    due_rule = fields.Nested(DueRuleSchema, required=True)
    status = fields.OneOf(STATUSES, required=True)
    record_reference = fields.String(required=True, allow_none=True)
    evidenced_on = fields.Date(required=True, allow_none=True)
    evidenced_by = fields.String(required=True, allow_none=True)
    closed_on = fields.Date(required=True, allow_none=True)
    closed_by = fields.String(required=True, allow_none=True)
    reopened_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ChangeSchema(Schema):
    version = fields.Integer(required=True)
    what = fields.OneOf(CHANGES, required=True)
    happened_on = fields.Date(required=True)
    recorded_at = fields.DateTime(required=True)
    by = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True)


class ActionWithHistorySchema(ActionSchema):
    """One action; the evidence and every earlier word are notes of its history."""

    history = fields.List(fields.Nested(ChangeSchema), required=True)


class HandoverArgs(CursorArgs):
    person = fields.Text(
        load_default=None,
        most=40,
        metadata={"description": "All that they own, whether or not they can do it."},
    )


class HandoverSchema(ActionSchema):
    why = fields.OneOf(
        ("left", "away"),
        required=True,
        allow_none=True,
        metadata={"description": "Its owner has left, or is away when it is due; null of who can do it."},
    )


ActionPage = PageSchema(ActionSchema)
HandoverPage = PageSchema(HandoverSchema)
