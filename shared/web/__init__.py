"""The HTTP edge that every service shares: schemas, permissions, units of work, problem+json, health."""

from shared.web import fields
from shared.web.access import accessed, records_access, shown_in_refusal
from shared.web.app import Limits, create_app
from shared.web.blueprint import Blueprint
from shared.web.conditions import if_match, if_match_or_new, set_etag
from shared.web.context import principal, uow
from shared.web.front import Front, SameProcess
from shared.web.paging import CursorArgs, PageSchema, decode_cursor, page
from shared.web.permission import public, requires
from shared.web.schema import Schema
from shared.web.units import command, query

__all__ = [
    "Blueprint",
    "CursorArgs",
    "Front",
    "Limits",
    "PageSchema",
    "SameProcess",
    "Schema",
    "accessed",
    "command",
    "create_app",
    "decode_cursor",
    "fields",
    "if_match",
    "if_match_or_new",
    "page",
    "principal",
    "public",
    "query",
    "records_access",
    "requires",
    "set_etag",
    "shown_in_refusal",
    "uow",
]
