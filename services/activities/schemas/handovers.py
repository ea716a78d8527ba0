"""Shapes of what people hold, and of handing it over."""

from __future__ import annotations

from services.activities.domain.handover import AWAY, LEFT, WORK
from services.activities.schemas.content import narrative, person
from shared.web import CursorArgs, PageSchema, Schema, fields


class HeldWorkSchema(Schema):
    """Something that waits for `holder`; `version` is for handing it over. It says nothing of what is in it."""

    what = fields.OneOf(WORK, required=True)
    key = fields.String(required=True)
    holder = fields.String(required=True)
    why = fields.OneOf(
        (LEFT, AWAY),
        required=True,
        allow_none=True,
        metadata={"description": "Its holder has left, or is away when it is due; null of who can do it."},
    )
    area = fields.String(required=True)
    service = fields.String(required=True)
    month = fields.Month(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    activity_id = fields.UUID(required=True, allow_none=True)
    review_id = fields.UUID(required=True, allow_none=True)
    version = fields.Integer(required=True)


class HandoverArgs(CursorArgs):
    person = person(
        load_default=None, metadata={"description": "All that they hold, whether or not they can do it."}
    )


class NewRaterSchema(Schema):
    """Who rates instead, and why."""

    rater = person(required=True)
    reason = fields.Text(required=True, most=1000)


class NewModeratorSchema(Schema):
    """Who moderates instead, and why."""

    moderator = person(required=True)
    note = narrative()


HandoverPage = PageSchema(HeldWorkSchema)
