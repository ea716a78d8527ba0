"""Rounds of moderation: drawn by a seed, each audit given to an independent moderator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.schemas.moderation import (
    RoundBodySchema,
    RoundDrawnSchema,
    RoundProofSchema,
    RoundSchema,
    TaskArgs,
    TaskPage,
)
from services.activities.usecases import DrawRound, RoundProof
from shared.web import Blueprint, command, decode_cursor, page, query, requires, uow

blp = Blueprint(
    "moderation_rounds",
    __name__,
    url_prefix="/moderation-rounds",
    description="Which audits of a month are moderated, drawn by a seed.",
)
tasks = Blueprint(
    "moderation_tasks",
    __name__,
    url_prefix="/moderation-tasks",
    description="Who moderates what by when.",
)


@blp.route("", methods=["POST"])
@requires("moderations:draw")
@command
@blp.arguments(RoundBodySchema)
@blp.response(201, RoundDrawnSchema)
def draw_round(body: dict[str, Any]) -> Any:
    """Draw what must be moderated of an area and month, and a share of the others, and give each a moderator (S11).

    What an earlier round of the month looked at is not drawn again. `moderator` is null where nobody of the area may.
    """
    return usecases.draw_round(DrawRound(**body), uow())


@blp.route("/<uuid:round_id>")
@requires("moderations:read")
@query
@blp.response(200, RoundSchema)
def get_round(round_id: UUID) -> Any:
    """What was drawn from what."""
    return usecases.moderation_round(round_id, uow())


@blp.route("/<uuid:round_id>/proof")
@requires("moderations:read")
@query
@blp.response(200, RoundProofSchema)
def prove_round(round_id: UUID) -> RoundProof:
    """The round with the frame it was drawn from, and whether drawing again gives the same."""
    return usecases.prove_round(round_id, uow())


@tasks.route("")
@requires("moderations:read")
@query
@tasks.arguments(TaskArgs, location="query")
@tasks.response(200, TaskPage)
def list_tasks(args: dict[str, Any]) -> dict[str, Any]:
    """Audits that were drawn, oldest first, with who moderates them by when."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.moderation_tasks(
        uow(),
        moderator=args["moderator"],
        waiting=args["waiting"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda row: (row.activity_id,))
