"""Importing audits that were done before."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.schemas.past_audits import PastAuditsBodySchema, PastAuditsSchema
from services.activities.schemas.programme import ImportArgs
from services.activities.usecases import PastAuditsResult
from shared.web import Blueprint, command, requires, uow

blp = Blueprint("past_audits", __name__, url_prefix="/imports", description="Take past audits.")


@blp.route("/audits", methods=["POST"])
@requires("audits:import")
@command
@blp.arguments(ImportArgs, location="query")
@blp.arguments(PastAuditsBodySchema, location="multipart")
@blp.response(200, PastAuditsSchema)
def import_past_audits(args: dict[str, Any], body: dict[str, Any]) -> PastAuditsResult:
    """Take past audits from a CSV or a workbook, one a row; they count, and nobody is told of them.

    Rows that cannot be taken are in `rejected`, the others are taken. The same file again changes nothing.
    """
    told = usecases.ImportPastAudits(file=body["file"].stream, dry_run=args["dry_run"])
    return usecases.import_past_audits(told, uow())
