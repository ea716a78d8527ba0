"""The sampling frame: importing case lists, and looking at what they gave."""

from __future__ import annotations

from typing import Any

from services.activities import usecases
from services.activities.domain.case import status
from services.activities.schemas.programme import (
    CaseArgs,
    CasePage,
    ImportArgs,
    ImportBodySchema,
    ImportSchema,
)
from services.activities.usecases import ImportCases, ImportResult
from shared.web import Blueprint, command, decode_cursor, page, query, records_access, requires, uow
from shared.web.access import accessed

imports = Blueprint("imports", __name__, url_prefix="/imports", description="Take statutory case lists.")
cases = Blueprint("cases", __name__, url_prefix="/cases", description="Open and closed cases, by pseudonym.")


@imports.route("/cases", methods=["POST"])
@requires("cases:import")
@command
@imports.arguments(ImportArgs, location="query")
@imports.arguments(ImportBodySchema, location="multipart")
@imports.response(200, ImportSchema)
def import_cases(args: dict[str, Any], body: dict[str, Any]) -> ImportResult:
    """Take a case list, and a caseload list with it.

    Rows that cannot be taken are in `rejected`, the others are taken. The same files again change nothing.
    """
    command_ = ImportCases(
        format=body["format"],
        files={part: body[part].stream for part in ("file", "episodes") if body[part]},
        caseload=body["caseload"].stream if body["caseload"] else None,
        as_at=body["as_at"],
        dry_run=args["dry_run"],
    )
    return usecases.import_cases(command_, uow())


@cases.route("")
@requires("cases:read")
@query
@records_access("case")
@cases.arguments(CaseArgs, location="query")
@cases.response(200, CasePage)
def list_cases(args: dict[str, Any]) -> dict[str, Any]:
    """Cases by pseudonym with who holds them today. Who looked at them is written down."""
    after = decode_cursor(args["after"], str)
    found = usecases.cases(
        uow(),
        service=args["service"],
        status=args["status"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    shown = page(found, args["limit"], lambda row: (row.pseudonym,))
    accessed(row.pseudonym for row in shown["items"])
    today = uow().today()
    shown["items"] = [{**row._mapping, "status": status(row.closed_on, today)} for row in shown["items"]]
    return shown
