"""What each manager was to audit, and did."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.schemas.year import (
    ComplianceArgs,
    ComplianceSchema,
    TargetBodySchema,
    TargetSchema,
)
from shared.security.policy import permissions_of
from shared.web import Blueprint, command, principal, query, requires, uow

blp = Blueprint(
    "managers", __name__, url_prefix="/managers", description="Auditing as part of a manager's role."
)
targets = Blueprint(
    "targets", __name__, url_prefix="/manager-targets", description="Targets other than a role's."
)


@blp.route("/compliance")
@requires("compliance:read")
@query
@blp.arguments(ComplianceArgs, location="query")
@blp.response(200, ComplianceSchema)
def get_compliance(args: dict[str, Any]) -> dict[str, Any]:
    """Each manager's target, and what was allocated, submitted on time, late, outstanding and overdue (S07).

    Team managers and practice leaders see their own line.
    """
    own_only = "compliance:read-others" not in permissions_of("activities", principal().roles)
    return {"managers": usecases.compliance(uow(), **args, own_only=own_only)}


@targets.route("", methods=["POST"])
@requires("plans:write")
@command
@targets.arguments(TargetBodySchema)
@targets.response(201, TargetSchema)
def set_target(body: dict[str, Any]) -> dict[str, Any]:
    """Set how many audits somebody does in a month, in place of their role's quota; the last one set counts."""
    return {**body, "target_id": usecases.set_target(uow(), **body)}
