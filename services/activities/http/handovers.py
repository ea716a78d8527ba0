"""Open audits that somebody else must do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.schemas.handovers import HandoverPage
from shared.web import Blueprint, CursorArgs, decode_cursor, page, query, requires, uow

blp = Blueprint(
    "handovers", __name__, url_prefix="/handovers", description="Open audits of people who cannot do them."
)


@blp.route("")
@requires("handovers:read")
@query
@blp.arguments(CursorArgs, location="query")
@blp.response(200, HandoverPage)
def list_handovers(args: dict[str, Any]) -> dict[str, Any]:
    """Allocated audits of who has left, or is away when they are due: hand them on by reallocation."""
    position, limit = decode_cursor(args["after"], UUID), args["limit"]
    found = usecases.handovers(uow(), after=position[0] if position else None, limit=limit + 1)
    items = [{**row._mapping, "why": why} for row, why in found]
    return page(items, limit, lambda one: (one["activity_id"],))
