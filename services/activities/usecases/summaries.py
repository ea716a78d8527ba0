"""What many recorded activities say together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from services.activities.domain.calendar import months_between
from services.activities.domain.dip_sample import DipSample, accuracy
from services.activities.domain.oversight import STARTS, Oversight, summary
from shared.contracts.errors import Invalid

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork

MONTHS = 36
"""The longest period that is looked at at once."""


def data_accuracy(first: date, last: date, service: str | None, uow: ActivitiesWork) -> dict[str, Any]:
    """What the dip samples of these months found about the performance data, all together and by field (S21).

    Those whose cases were drawn here stand apart too: of the others nobody can prove that chance chose.

    Raises:
        Invalid: the period ends before it begins, or is longer than ``MONTHS``.
    """
    if not 0 <= months_between(first, last) < MONTHS:
        raise Invalid(fields={"to": [f"must be from 0 to {MONTHS - 1} months after from"]})
    found = uow.recorded.of_kind("dip_sample", first, last, service)
    parts = [one.part for one in found if isinstance(one.part, DipSample)]
    return {**_pooled(parts), "drawn": _pooled([part for part in parts if part.sample is not None])}


def oversight_summary(quarter: date, uow: ActivitiesWork) -> dict[str, Any]:
    """What the independent chairs saw in a quarter (S16). Raises Invalid: no quarter begins then."""
    if quarter.month not in STARTS:
        raise Invalid(fields={"quarter": ["begins in January, April, July or October"]})
    found = uow.recorded.of_kind("oversight", quarter, date.max, None)
    told = [(one.led_by, one.part) for one in found if isinstance(one.part, Oversight)]
    return summary(quarter, [(chair, part) for chair, part in told if part.quarter == quarter])


def _pooled(parts: Sequence[DipSample]) -> dict[str, Any]:
    return {"dip_samples": len(parts), **accuracy(item for part in parts for item in part.items)}
