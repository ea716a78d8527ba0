"""Practice-day visits of a half-year."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from services.activities import usecases
from services.activities.domain.visits import Visit, VisitPlan
from services.activities.schemas.year import (
    VisitChangeSchema,
    VisitHistorySchema,
    VisitPlanBodySchema,
    VisitPlanSchema,
)
from shared.contracts.errors import NotFound
from shared.web import Blueprint, command, if_match, query, requires, set_etag, uow

blp = Blueprint(
    "visits", __name__, url_prefix="/visit-plans", description="Focused practice days: who visits whom."
)


@blp.route("", methods=["POST"])
@requires("plans:write")
@command
@blp.arguments(VisitPlanBodySchema)
@blp.response(201, VisitPlanSchema)
def plan_visits(body: dict[str, Any]) -> VisitPlan:
    """Plan the visits of a half-year; every role that must visit is in it (S15)."""
    plan = usecases.plan_visits(body["half"], _visits(body), uow())
    set_etag(plan.version)
    return plan


@blp.route("/<string:half>")
@requires("plans:read")
@query
@blp.response(200, VisitPlanSchema)
def get_plan(half: str) -> VisitPlan:
    """The visits of a half-year, named by its first month, as they are planned now and were held."""
    plan = usecases.visit_history(_half(half), uow())[-1]
    set_etag(plan.version)
    return plan


@blp.route("/<string:half>/history")
@requires("plans:read")
@query
@blp.response(200, VisitHistorySchema)
def get_history(half: str) -> dict[str, Any]:
    """Every version of the plan, oldest first, and why it changed."""
    return {"versions": usecases.visit_history(_half(half), uow())}


@blp.route("/<string:half>/versions", methods=["POST"])
@requires("plans:write")
@command
@blp.arguments(VisitChangeSchema)
@blp.response(201, VisitPlanSchema)
def change_visits(body: dict[str, Any], half: str) -> VisitPlan:
    """Say the whole plan anew: other days or people; an entry that stays is named by its `visit_id`."""
    plan = usecases.change_visits(_half(half), if_match(), _visits(body), body["reason"], uow())
    set_etag(plan.version)
    return plan


def _visits(body: dict[str, Any]) -> tuple[Visit, ...]:
    return msgspec.convert(body["visits"], tuple[Visit, ...])


def _half(said: str) -> date:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError as error:
        raise NotFound("plan of visits from", said) from error
