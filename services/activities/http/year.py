"""A year of the programme."""

from __future__ import annotations

from services.activities import usecases
from services.activities.schemas.year import YearSchema
from services.activities.usecases import Year
from shared.contracts.errors import NotFound
from shared.web import Blueprint, query, requires, uow

blp = Blueprint(
    "programme", __name__, url_prefix="/programme", description="The year's plan, month by month."
)


@blp.route("/<int:year>")
@requires("plans:read")
@query
@blp.response(200, YearSchema)
def get_year(year: int) -> Year:
    """April of this year to the next March: plans and what was done, themes and why, practice days."""
    if not 1900 <= year <= 2998:
        raise NotFound("programme of", year)
    return usecases.programme(year, uow())
