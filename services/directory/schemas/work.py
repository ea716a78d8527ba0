"""Shapes of posts, of cover, and of what somebody holds when they leave."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validate

from services.directory.domain import KINDS_HELD, REASONS, ROLES
from services.directory.schemas.organisation import PersonSchema
from shared.web import CursorArgs, PageSchema, Schema, fields

MOST_HANDED = 500


def _not_twice(given: list[dict[str, Any]]) -> None:
    if len({(one["kind"], one["key"]) for one in given}) != len(given):
        raise ValidationError("The same is handed over twice.")


class HoldingSchema(Schema):
    kind = fields.OneOf(KINDS_HELD, required=True)
    key = fields.String(
        required=True,
        metadata={
            "description": "Who is managed, the team, the post, or the cover in which they act for somebody."
        },
    )
    name = fields.String(required=True)


class ElsewhereSchema(Schema):
    """What is held in another service, whose list of handovers shows it one by one (`?person=`)."""

    service = fields.String(required=True)
    what = fields.String(required=True)
    number = fields.Integer(required=True)


class HoldingsSchema(Schema):
    id = fields.String(required=True)
    holdings = fields.List(fields.Nested(HoldingSchema), required=True)
    elsewhere = fields.List(fields.Nested(ElsewhereSchema), required=True)


class DepartedSchema(PersonSchema):
    """Who has left, and what is still theirs in other services: hand it over there."""

    still_held = fields.List(fields.Nested(ElsewhereSchema), required=True)


class HandedToSchema(Schema):
    kind = fields.OneOf(KINDS_HELD, required=True)
    key = fields.Text(
        load_default=None, allow_none=True, most=64, metadata={"description": "Without: all of the kind."}
    )
    to = fields.Text(required=True, most=40)


class DepartureSchema(Schema):
    effective_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "The first day on which they work here no longer; today by itself, never one to come."
        },
    )
    handed_to = fields.List(
        fields.Nested(HandedToSchema),
        load_default=list,
        validate=[validate.Length(max=MOST_HANDED), _not_twice],
    )


class RecordCoverSchema(Schema):
    """Away where there is a reason; with a deputy somebody acts for them."""

    starts = fields.Date(required=True)
    ends = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "The last day, once it is known."}
    )
    reason = fields.OneOf(REASONS, load_default=None, allow_none=True)
    deputy = fields.Text(load_default=None, allow_none=True, most=40)


class EndCoverSchema(Schema):
    ends = fields.Date(
        required=True, metadata={"description": "The last day; before the first: it never began."}
    )


class CoverSchema(Schema):
    cover_id = fields.UUID(required=True)
    person = fields.String(required=True)
    area = fields.String(required=True)
    starts = fields.Date(required=True)
    ends = fields.Date(required=True, allow_none=True)
    away = fields.Boolean(required=True)
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Shown to the person, to whoever recorded it, and to those who look after the organisation."
        },
    )
    deputy = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class CoverArgs(CursorArgs):
    on = fields.Date(load_default=None)
    person = fields.Text(load_default=None, most=40, metadata={"description": "Who is away or acts."})


class PostSchema(Schema):
    post = fields.String(required=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)
    title = fields.String(required=True)
    closed_on = fields.Date(required=True, allow_none=True)
    holder = fields.String(required=True, allow_none=True, metadata={"description": "null: it is vacant."})
    held_from = fields.Date(
        required=True, allow_none=True, metadata={"description": "Held, or vacant, since."}
    )
    unit_ended_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day of its unit where that is over: close the post."},
    )
    version = fields.Integer(required=True)


class NewPostSchema(Schema):
    post = fields.Code(required=True)
    unit = fields.Code(required=True)
    role = fields.OneOf(sorted(ROLES), required=True)
    title = fields.Text(required=True, most=100)


class AppointSchema(Schema):
    person = fields.Text(
        required=True, allow_none=True, most=40, metadata={"description": "null leaves it vacant."}
    )
    starts = fields.Date(required=True)


class ClosePostSchema(Schema):
    closed_on = fields.Date(required=True)


class PostArgs(CursorArgs):
    on = fields.Date(
        load_default=None, metadata={"description": "Who holds them on this day; today by itself."}
    )
    unit = fields.Code(load_default=None)
    role = fields.OneOf(sorted(ROLES), load_default=None)
    vacant = fields.Boolean(load_default=False, metadata={"description": "Those alone that nobody holds."})
    unit_ended = fields.Boolean(
        load_default=False, metadata={"description": "Those alone whose unit is over on the day."}
    )


CoverPage = PageSchema(CoverSchema)
PostPage = PageSchema(PostSchema)
