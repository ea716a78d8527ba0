"""``GET /feed``: a service's own events over HTTP, for systems that cannot bind a queue.

A service that offers it mounts ``blp`` and grants ``feed:read``.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app
from marshmallow import INCLUDE, fields

from shared.outbox.feed import changes
from shared.web.blueprint import Blueprint
from shared.web.body import JSON
from shared.web.context import uow
from shared.web.encoding import encode
from shared.web.paging import CursorArgs, decode_cursor, encode_cursor
from shared.web.permission import requires
from shared.web.schema import Schema
from shared.web.units import query

blp = Blueprint("feed", __name__, url_prefix="/feed", description="What changed, as events in order.")


class CloudEventSchema(Schema):
    """An event as it is published; the data of each type are described by its `dataschema`."""

    class Meta:
        unknown = INCLUDE

    id = fields.UUID(required=True)
    type = fields.String(required=True)
    subject = fields.String(required=True)
    time = fields.DateTime(required=True)
    sequence = fields.Integer(required=True)
    area = fields.String(required=True)
    data = fields.Dict(required=True)


class FeedSchema(Schema):
    """`next` is always there: it is what `after` is to be, now or once there is something new."""

    items = fields.List(fields.Nested(CloudEventSchema), required=True)
    next = fields.String(required=True)


class FeedArgs(CursorArgs):
    about = fields.UUID(
        load_default=None,
        metadata={
            "description": "Only events that hold this id: of an activity, a theme, an action and so on."
        },
    )


@blp.route("")
@requires("feed:read")
@query
@blp.arguments(FeedArgs, location="query")
@blp.response(200, FeedSchema)
def read_feed(args: dict[str, Any]) -> Response:
    """Events of the caller's areas in the order of the log, oldest first, byte by byte as they are published."""
    (after,) = decode_cursor(args["after"], int) or (0,)
    found = changes(uow(), after=after, limit=args["limit"], about=args["about"])
    body = f'{{"items":[{",".join(found.events)}],"next":{encode(encode_cursor(found.upto)).decode()}}}'
    return current_app.response_class(body, mimetype=JSON)
