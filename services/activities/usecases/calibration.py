"""Looking at how far people judge alike (S06)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from services.activities.domain.calibration import Calibration, calibrate
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

MONTHS = 36
"""The longest period that is looked at at once."""


def calibration(first: date, last: date, service: str | None, uow: ActivitiesWork) -> Calibration:
    """Agreement and drift over audits that count in these months, both by their first day.

    Raises:
        Invalid: the period ends before it begins, or is longer than ``MONTHS``.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= months <= MONTHS:
        raise Invalid(fields={"to": [f"must be from 0 to {MONTHS - 1} months after from"]})
    return calibrate(uow.ratings.comparisons(first, last, service))
