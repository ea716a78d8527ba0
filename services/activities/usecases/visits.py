"""Planning focused practice days, and seeing which visits were held (S15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from services.activities.domain.programme_refusals import VisitsPlanned
from services.activities.domain.visits import (
    Visit,
    VisitPlan,
    ensure_held_stay,
    ensure_visits,
    numbered,
    passed_on,
)
from services.activities.domain.work_events import visit_handed_on
from shared.contracts.errors import Stale
from shared.contracts.identifiers import ensure_anonymous

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


def plan_visits(half: date, visits: Sequence[Visit], uow: ActivitiesWork) -> VisitPlan:
    """Plan a half-year's visits.

    Raises:
        VisitsPlanned: there is a plan, which gets versions. As ``numbered`` and ``ensure_visits``.
    """
    planned = numbered(visits, (), uuid7)
    ensure_visits(half, planned, uow.organisation, uow.rules)
    new = VisitPlan(half=half, version=1, visits=planned, reason="")
    if not uow.visits.add(new):
        raise VisitsPlanned(f"The visits of the half-year from {half:%B %Y} are planned: change the plan")
    return new


def change_visits(
    half: date, version: int, visits: Sequence[Visit], reason: str, uow: ActivitiesWork
) -> VisitPlan:
    """Say the whole plan anew: other days, other people. Versions before it are kept, and what was held stays.

    Where somebody else makes a visit that was not held yet, both are told.

    Raises:
        NotFound; Stale; VisitHeld; IdentifierInText. As ``numbered`` and ``ensure_visits``.
    """
    uow.visits.hold()
    before = uow.visits.history(half)[-1]
    if before.version != version:
        raise Stale
    planned = numbered(visits, before.visits, uuid7)
    held = uow.recorded.fulfilling(before.ids)
    ensure_held_stay(before.visits, planned, held)
    ensure_visits(half, planned, uow.organisation, uow.rules, held)
    ensure_anonymous([("reason", reason)], None)
    after = VisitPlan(half=half, version=version + 1, visits=planned, reason=reason)
    if not uow.visits.add(after):
        raise Stale
    for visit, previous in passed_on(before.visits, planned):
        told = visit_handed_on(visit, previous=previous, organisation=uow.organisation, on=uow.today())
        uow.emit(told, sequence=after.version)
    return after.against(held)


def visit_history(half: date, uow: ActivitiesWork) -> list[VisitPlan]:
    """Every version of a half-year's plan, oldest first, against what was held. Raises NotFound."""
    versions = uow.visits.history(half)
    held = uow.recorded.fulfilling(list({key for one in versions for key in one.ids}))
    return [one.against(held) for one in versions]
