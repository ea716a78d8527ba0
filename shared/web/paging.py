"""Feeds in pages: ``{"items": [...], "next": cursor | null}``. A cursor is opaque to the caller."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from marshmallow import EXCLUDE, fields, validate

from shared.contracts.errors import Invalid
from shared.web.schema import Schema

T = TypeVar("T")
MOST = 200


class CursorArgs(Schema):
    """Query parameters of a feed; subclass it to add filters. Use with ``location="query"``."""

    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, MOST), metadata={"description": f"At most {MOST}."}
    )
    after = fields.String(
        load_default=None,
        validate=validate.Length(1, 500),
        metadata={"description": "The `next` of the page before."},
    )


def PageSchema(item: type[Schema]) -> type[Schema]:  # noqa: N802 - it makes a class
    """The schema of a page of these."""
    name = item.__name__.removesuffix("Schema")
    page_fields = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(required=True, allow_none=True),
    }
    meta = type("Meta", (), {"unknown": EXCLUDE})
    return type(f"{name}PageSchema", (Schema,), {**page_fields, "Meta": meta})


def encode_cursor(*position: Any) -> str:
    return urlsafe_b64encode(msgspec.json.encode(position)).rstrip(b"=").decode()


def decode_cursor(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The position of a cursor, each part of its kind (``date``, ``UUID``, ``int``...); None at the start.

    Raises:
        Invalid: it is none of ours.
    """
    if cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=tuple[kinds])  # type: ignore[valid-type]
    except (ValueError, msgspec.MsgspecError) as error:
        raise Invalid(fields={"after": ["Not a cursor of this feed."]}) from error


def page(rows: Sequence[T], limit: int, position: Callable[[T], tuple[Any, ...]]) -> dict[str, Any]:
    """A page from up to ``limit + 1`` rows: the extra one only says that there is more."""
    items = rows[:limit]
    more = len(rows) > limit
    return {"items": items, "next": encode_cursor(*position(items[-1])) if more else None}
