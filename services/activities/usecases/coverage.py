"""How much of the open cases was audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.activities.domain.coverage import Covered, counted, covered, total

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The strata on a day, and all of them together."""

    as_at: date
    by: str
    total: Covered
    strata: Sequence[Covered]


def coverage(uow: ActivitiesWork, *, as_at: date | None, by: str) -> Coverage:
    """Open cases of the caller's areas on a day, today where none is given, and who of them was audited."""
    on = as_at or uow.today()
    strata = counted(uow.coverage.groups(by=by, on=on), by, on)
    return Coverage(as_at=on, by=by, total=total(strata), strata=covered(strata, by))
