"""Plans: how much QA activity a service means to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.activities import usecases
from services.activities.domain.plan import Plan
from services.activities.schemas.programme import PlanArgs, PlanBodySchema, PlanPage, PlanSchema
from shared.web import Blueprint, command, decode_cursor, page, query, requires, set_etag, uow

blp = Blueprint("plans", __name__, url_prefix="/plans", description="Targets per service, month and kind.")


@blp.route("", methods=["POST"])
@requires("plans:write")
@command
@blp.arguments(PlanBodySchema)
@blp.response(201, PlanSchema)
def agree_plan(body: dict[str, Any]) -> Plan:
    """Agree a target; August and December have none (S05)."""
    plan = usecases.agree_plan(usecases.AgreePlan(**body), uow())
    set_etag(plan.version)
    return plan


@blp.route("")
@requires("plans:read")
@query
@blp.arguments(PlanArgs, location="query")
@blp.response(200, PlanPage)
def list_plans(args: dict[str, Any]) -> dict[str, Any]:
    """Plans in the order in which they were agreed."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.plans(
        uow(),
        service=args["service"],
        month=args["month"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda plan: (plan.plan_id,))
