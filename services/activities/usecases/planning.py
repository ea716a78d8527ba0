"""How much QA activity a service means to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.domain.plan import Plan, agree
from services.activities.domain.refusals import PlanExists
from services.activities.domain.withheld import OutsideAreas
from shared.contracts.events.activities import ActivityKind

if TYPE_CHECKING:
    from services.activities.tables import ActivitiesWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreePlan:
    """A target for one service and month; ``month`` is its first day."""

    month: date
    service: str
    kind: ActivityKind
    target: int


def agree_plan(command: AgreePlan, uow: ActivitiesWork) -> Plan:
    """Agree how many activities of a kind a service does in a month.

    Raises:
        ReflectionMonth: a month without activity (S05). BelowQuota; PlanExists; UnknownUnit; Forbidden: another area.
    """
    area = uow.organisation.place(command.service, None, command.month)
    if not uow.scope.allows(area):
        raise OutsideAreas(f"{command.service} is outside your areas")
    new = Plan(
        plan_id=uuid7(),
        area=area,
        service=command.service,
        month=command.month,
        kind=command.kind,
        target=command.target,
    )
    agreed = agree(new, uow.rules.of(new.month))
    if not uow.plans.add(new):
        raise PlanExists(f"{command.service} has a plan for {command.month:%B %Y} already")
    uow.emit(agreed, sequence=new.version)
    return new


def plans(
    uow: ActivitiesWork, *, service: str | None, month: date | None, after: UUID | None, limit: int
) -> Sequence[Any]:
    """Plans in the order in which they were agreed."""
    return uow.plans.page(service=service, month=month, after=after, limit=limit)
