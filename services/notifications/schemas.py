"""Shapes of the requests and answers of notifications."""

from __future__ import annotations

from marshmallow import validate

from services.notifications.domain import CHANNELS, STATES
from shared.web import CursorArgs, PageSchema, Schema, fields

EVERYBODY = "everybody"


class MessageArgs(CursorArgs):
    person = fields.String(
        load_default=None,
        validate=validate.Length(1, 40),
        metadata={"description": f"Whose; yours when left out. `{EVERYBODY}` is all."},
    )
    state = fields.OneOf(STATES, load_default=None)
    unread = fields.Boolean(load_default=False)


class MailboxArgs(Schema):
    person = fields.String(load_default=None, validate=validate.Length(1, 40))
    after = fields.String(load_default=None, validate=validate.Length(1, 500))


class MessageSchema(Schema):
    id = fields.UUID(required=True)
    person = fields.String(required=True)
    topic = fields.String(required=True)
    channel = fields.OneOf(CHANNELS, required=True)
    state = fields.OneOf(STATES, required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    link = fields.String(required=True, metadata={"description": "A path, the same on every host."})
    created_at = fields.DateTime(required=True)
    sent_at = fields.DateTime(required=True, allow_none=True)
    read_at = fields.DateTime(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    reason = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ResolutionSchema(Schema):
    decision = fields.OneOf(("resend", "delivered", "abandoned"), required=True)


MessagePage = PageSchema(MessageSchema)
