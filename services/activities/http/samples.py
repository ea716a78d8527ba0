"""Samples: drawn by a seed, each case allocated to an independent auditor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.schemas.programme import SampleBodySchema, SampleDrawnSchema, SampleSchema
from services.activities.usecases import SampleDrawn
from shared.web import Blueprint, command, query, requires, uow

blp = Blueprint("samples", __name__, url_prefix="/samples", description="Seeded samples of open cases.")


@blp.route("", methods=["POST"])
@requires("samples:draw")
@command
@blp.arguments(SampleBodySchema)
@blp.response(201, SampleDrawnSchema)
def draw_sample(body: dict[str, Any]) -> SampleDrawn:
    """Draw cases that nobody audited within a year, and allocate each.

    What nobody may audit is in `unallocated` with the rule that says so.
    """
    return usecases.draw_sample(usecases.DrawSample(**body), uow())


@blp.route("/<uuid:sample_id>")
@requires("samples:draw")
@query
@blp.response(200, SampleSchema)
def get_sample(sample_id: UUID) -> Any:
    """What was drawn from what."""
    return usecases.sample(sample_id, uow())
