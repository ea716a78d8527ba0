"""Dip samples that were drawn: a sheet to look them up on, over days, until they are recorded (S21)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from services.activities import usecases
from services.activities.domain.dip_sheet import Sheet, Value
from services.activities.domain.recorded import Recorded, Written
from services.activities.schemas.recorded import RecordedSummarySchema
from services.activities.schemas.sheets import (
    LookUpSchema,
    SheetBodySchema,
    SheetCasesSchema,
    SheetPage,
    SheetRecordSchema,
    SheetSchema,
)
from shared.contracts.errors import Stale
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    CursorArgs,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    records_access,
    requires,
    set_etag,
    shown_in_refusal,
    uow,
)
from shared.web.access import accessed

blp = Blueprint(
    "sheets",
    __name__,
    url_prefix="/dip-sheets",
    description="Dip samples that are being looked up; for whoever looks, and the QA manager.",
)


@blp.route("", methods=["POST"])
@requires("dip-samples:record")
@command
@blp.arguments(SheetBodySchema)
@blp.response(201, SheetSchema)
def begin_sheet(body: dict[str, Any]) -> dict[str, Any]:
    """Begin to look up some fields of every case of a sample that was drawn."""
    return _answer(usecases.begin_sheet(usecases.BeginSheet(**body, for_others=_for_others()), uow()))


@blp.route("")
@requires("dip-samples:record")
@query
@blp.arguments(CursorArgs, location="query")
@blp.response(200, SheetPage)
def list_sheets(args: dict[str, Any]) -> dict[str, Any]:
    """Sheets that are not recorded yet, oldest first, without what was looked up."""
    after = decode_cursor(args["after"], UUID)
    found = usecases.sheets(
        uow(), for_others=_for_others(), after=after[0] if after else None, limit=args["limit"] + 1
    )
    return page(found, args["limit"], lambda row: (row.activity_id,))


@blp.route("/<uuid:sheet_id>")
@requires("dip-samples:record")
@query
@records_access("sheet")
@blp.response(200, SheetSchema)
def get_sheet(sheet_id: UUID) -> dict[str, Any]:
    """A sheet with what was looked up so far, and what is missing. Reading it is written down."""
    return _answer(usecases.sheet(sheet_id, uow(), for_others=_for_others()))


@blp.route("/<uuid:sheet_id>/cases")
@requires("dip-samples:record")
@query
@records_access("identifier")
@blp.response(200, SheetCasesSchema)
def identify(sheet_id: UUID) -> dict[str, Any]:
    """The children's identifiers, for whoever looks them up, while the sheet is open. It is written down."""
    found, known = usecases.identify_sheet(sheet_id, uow())
    accessed(known)
    return {"cases": [{"case": case, "identifier": known.get(case)} for case in found.cases]}


@blp.route("/<uuid:sheet_id>/values", methods=["PUT"])
@requires("dip-samples:record")
@command
@blp.arguments(LookUpSchema)
@blp.response(200, SheetSchema)
def look_up(body: dict[str, Any], sheet_id: UUID) -> dict[str, Any]:
    """Keep what was looked up; values that are there already are said anew, others stay. A 412 shows both."""
    found = usecases.LookUp(
        activity_id=sheet_id,
        version=if_match(),
        values=msgspec.convert(body["values"], tuple[Value, ...]),
        for_others=_for_others(),
    )
    try:
        return _answer(usecases.look_up(found, uow()))
    except Stale:
        shown_in_refusal("sheet", sheet_id)
        raise


@blp.route("/<uuid:sheet_id>/recording", methods=["POST"])
@requires("dip-samples:record")
@command
@blp.arguments(SheetRecordSchema)
@blp.response(201, RecordedSummarySchema)
def record_sheet(body: dict[str, Any], sheet_id: UUID) -> Recorded:
    """Record the dip sample once every value was looked up, with the proof of its sample."""
    about = ("completed_on", "practitioners", "colleagues", "tags")
    whole = usecases.RecordSheet(
        activity_id=sheet_id,
        version=if_match(),
        **{name: body[name] for name in about},
        written=Written.of({**body, "cases": []}, uuid7),
        for_others=_for_others(),
    )
    found = usecases.record_sheet(whole, uow())
    set_etag(found.version)
    return found


def _for_others() -> bool:
    return "activities:record-others" in permissions_of("activities", principal().roles)


def _answer(found: Sheet) -> dict[str, Any]:
    set_etag(found.version)
    missing = [{"case": case, "field": field} for case, field in found.missing()]
    return {**{name: getattr(found, name) for name in Sheet.__slots__}, "missing": missing}
