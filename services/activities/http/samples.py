"""Samples: drawn by a seed, each case allocated to an independent auditor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.schemas.sampling import (
    ProofSchema,
    SampleBodySchema,
    SampleDrawnSchema,
    SampleSchema,
)
from services.activities.usecases import Proof, SampleDrawn
from shared.web import Blueprint, command, query, records_access, requires, uow

blp = Blueprint("samples", __name__, url_prefix="/samples", description="Seeded samples of open cases.")


@blp.route("", methods=["POST"])
@requires("samples:draw")
@command
@blp.arguments(SampleBodySchema)
@blp.response(201, SampleDrawnSchema)
def draw_sample(body: dict[str, Any]) -> SampleDrawn:
    """Draw open cases that nobody audited lately, in proportion to their strata where asked, and allocate each.

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


@blp.route("/<uuid:sample_id>/proof")
@requires("samples:draw")
@query
@records_access("frame")
@blp.response(200, ProofSchema)
def prove_sample(sample_id: UUID) -> Proof:
    """The sample with the frame it was drawn from, and whether drawing again gives the same. It is written down."""
    return usecases.prove(sample_id, uow())
