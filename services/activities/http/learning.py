"""What reviews taught the division, and whom a service thanks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.http.review_proposals import sees_all
from services.activities.schemas.reviews import CelebrationsSchema, LearnedPage, LearnedSchema
from shared.web import Blueprint, CursorArgs, decode_cursor, page, query, requires, uow

blp = Blueprint(
    "learning", __name__, url_prefix="/learning", description="Generalised learning for everybody."
)
celebrations = Blueprint(
    "celebrations", __name__, url_prefix="/celebrations", description="Whom one's own service thanks."
)


@blp.route("")
@requires("learning:read")
@query
@blp.arguments(CursorArgs, location="query")
@blp.response(200, LearnedPage)
def list_learning(args: dict[str, Any]) -> dict[str, Any]:
    """Generalised learning of released reviews, the newest first, for the whole division (S26)."""
    after = decode_cursor(args["after"], date, UUID)
    position = (after[0], after[1]) if after else None
    found = usecases.learned(uow(), after=position, limit=args["limit"] + 1)
    return page(found, args["limit"], lambda row: (row.released_on, row.learning_id))


@blp.route("/<uuid:learning_id>")
@requires("learning:read")
@query
@blp.response(200, LearnedSchema)
def get_learning(learning_id: UUID) -> Any:
    """What one review taught the division."""
    return usecases.learning(learning_id, uow())


@celebrations.route("")
@requires("learning:read")
@query
@celebrations.response(200, CelebrationsSchema)
def list_celebrations() -> dict[str, Any]:
    """Workers of one's own service who said yes to being named, and what is celebrated (S24)."""
    return {"items": usecases.celebrations(uow(), sees_all=sees_all())}
