"""How much QA activity a service means to do in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.activities.domain.calendar import ensure_activity_month
from services.activities.domain.refusals import BelowQuota
from services.activities.domain.rules import Rules
from shared.contracts.errors import Invalid
from shared.contracts.events.activities import ActivityKind, PlanAgreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A target for one service, month and kind; ``month`` is its first day."""

    plan_id: UUID
    area: str
    service: str
    month: date
    kind: ActivityKind
    target: int
    version: int = 1


def agree(plan: Plan, rules: Rules) -> PlanAgreed:
    """Raises ReflectionMonth (S05); BelowQuota; Invalid for a target below one."""
    ensure_activity_month(plan.month, rules)
    if plan.target < 1:
        raise Invalid(fields={"target": ["must be at least 1"]})
    quota = rules.monthly_quota.value.get(plan.kind)
    if quota is not None and plan.target < quota:
        raise BelowQuota(
            f"A service plans at least {quota} of this kind in a month",
            by=rules.monthly_quota,
            fields={"target": [f"must be at least {quota}"]},
        )
    return PlanAgreed(
        area=plan.area,
        plan_id=plan.plan_id,
        service=plan.service,
        month=plan.month,
        kind=plan.kind,
        target=plan.target,
    )
