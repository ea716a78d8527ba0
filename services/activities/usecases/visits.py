"""Planning focused practice days, and saying which visits were held (S15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from services.activities.domain.programme_refusals import VisitsPlanned
from services.activities.domain.visits import Visit, VisitPlan, ensure_visits, passed_on
from services.activities.domain.work_events import visit_handed_on
from shared.contracts.errors import Stale
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def plan_visits(half: date, visits: Sequence[Visit], uow: ActivitiesWork) -> VisitPlan:
    """Plan a half-year's visits.

    Raises:
        VisitsPlanned: there is a plan, which gets versions. As ``ensure_visits``.
    """
    ensure_visits(half, visits, uow.organisation, uow.rules, uow.today())
    new = VisitPlan(half=half, version=1, visits=tuple(visits), reason="")
    if not uow.visits.add(new):
        raise VisitsPlanned(f"The visits of the half-year from {half:%B %Y} are planned: change the plan")
    return new


def change_visits(
    half: date, version: int, visits: Sequence[Visit], reason: str, uow: ActivitiesWork
) -> VisitPlan:
    """Say the whole plan anew: other days, other people, what was held. Versions before it are kept.

    Where somebody else makes a visit that was not held yet, both are told.

    Raises:
        NotFound; Stale; IdentifierInText. As ``ensure_visits``.
    """
    before = uow.visits.history(half)[-1]
    if before.version != version:
        raise Stale
    ensure_visits(half, visits, uow.organisation, uow.rules, uow.today())
    ensure_anonymous([("reason", reason)], None)
    after = VisitPlan(half=half, version=version + 1, visits=tuple(visits), reason=reason)
    if not uow.visits.add(after):
        raise Stale
    for visit, previous in passed_on(before.visits, visits):
        told = visit_handed_on(half, visit, previous=previous, organisation=uow.organisation, on=uow.today())
        uow.emit(told, sequence=after.version)
    return after


def visit_history(half: date, uow: ActivitiesWork) -> list[VisitPlan]:
    """Every version of a half-year's plan, oldest first. Raises NotFound."""
    return uow.visits.history(half)
