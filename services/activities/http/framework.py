"""The versions of the framework itself."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.domain.framework import Framework
from services.activities.schemas.year import FrameworkBodySchema, FrameworkSchema, FrameworksSchema
from shared.web import Blueprint, command, query, requires, uow

blp = Blueprint("framework", __name__, url_prefix="/framework", description="The framework, by version.")


@blp.route("")
@requires("rules:read")
@query
@blp.response(200, FrameworksSchema)
def list_versions() -> dict[str, Any]:
    """Every version of the framework, oldest first: who agreed it, and where it is to be read."""
    return {"versions": usecases.frameworks(uow())}


@blp.route("/versions", methods=["POST"])
@requires("rules:write")
@command
@blp.arguments(FrameworkBodySchema)
@blp.response(201, FrameworkSchema)
def add_version(body: dict[str, Any]) -> Framework:
    """Record a version that begins in a later month. Fixed rules go on naming the version they carry out."""
    return usecases.add_framework(Framework(**body), uow())
