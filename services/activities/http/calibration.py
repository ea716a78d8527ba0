"""How far people judge alike."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.domain.calibration import Calibration
from services.activities.schemas.calibration import CalibrationArgs, CalibrationSchema
from shared.web import Blueprint, query, requires, uow

blp = Blueprint(
    "calibration", __name__, url_prefix="/calibration", description="Agreement between raters, and drift."
)


@blp.route("")
@requires("calibration:read")
@query
@blp.arguments(CalibrationArgs, location="query")
@blp.response(200, CalibrationSchema)
def get_calibration(args: dict[str, Any]) -> Calibration:
    """Agreement of auditors with second raters and with moderators, and each auditor's control chart.

    Of fewer than 5 pairs, or audits in a month, their number alone is told.
    """
    return usecases.calibration(args["first"], args["last"], args["service"], uow())
