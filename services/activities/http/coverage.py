"""Coverage: how much of the open cases was audited."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.schemas.sampling import CoverageArgs, CoverageSchema
from services.activities.usecases import Coverage
from shared.web import Blueprint, query, requires, uow

blp = Blueprint("coverage", __name__, url_prefix="/coverage", description="How much was audited.")


@blp.route("")
@requires("coverage:read")
@query
@blp.arguments(CoverageArgs, location="query")
@blp.response(200, CoverageSchema)
def get_coverage(args: dict[str, Any]) -> Coverage:
    """Open cases by stratum, how many were audited within a year, and how many never.

    By age and ethnicity, numbers from 1 to 5 are withheld, and what would give them away.
    """
    return usecases.coverage(uow(), **args)
