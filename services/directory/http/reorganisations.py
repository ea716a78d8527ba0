"""Reorganisations over HTTP: made ready, looked at, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.datastructures import FileStorage

from services.directory import usecases
from services.directory.domain import Reorganisation
from services.directory.http.rejecting import contents, rejected
from services.directory.schemas.files import FilesSchema
from services.directory.schemas.reorganisations import (
    FullReorganisationSchema,
    PreparationArgs,
    PreparedSchema,
    ReorganisationArgs,
    ReorganisationPage,
    ReorganisationSchema,
)
from services.directory.usecases import CancelReorganisation, PrepareReorganisation
from shared.web import Blueprint, command, decode_cursor, if_match, page, query, requires, set_etag, uow

blp = Blueprint(
    "reorganisations",
    __name__,
    url_prefix="/reorganisations",
    description="Changes of the organisation that are made ready for a day to come.",
)


@blp.route("", methods=["POST"])
@requires("organisation:import")
@command
@blp.arguments(PreparationArgs, location="query")
@blp.arguments(FilesSchema, location="files")
@blp.response(200, PreparedSchema)
def prepare_reorganisation(args: dict[str, Any], files: dict[str, FileStorage | None]) -> Any:
    """Keep files for the day on which they take effect, and say what they change on it and whose posts are left over.

    A file with a wrong row is refused with every wrong row in `rejected`; a dry run answers 200 with the same list
    and keeps nothing.
    """
    prepared = usecases.prepare_reorganisation(PrepareReorganisation(**contents(files), **args), uow())
    if prepared.rejected and not args["dry_run"]:
        return rejected(PreparedSchema(), prepared, len(prepared.rejected))
    if prepared.reorganisation is not None:
        set_etag(prepared.reorganisation.version)
    return prepared


@blp.route("")
@requires("organisation:import")
@query
@blp.arguments(ReorganisationArgs, location="query")
@blp.response(200, ReorganisationPage)
def list_reorganisations(args: dict[str, Any]) -> dict[str, Any]:
    """What is prepared, has taken effect, could not, or was cancelled; the latest day first."""
    limit, after = args["limit"], decode_cursor(args["after"], date, UUID)
    found = usecases.reorganisations(uow(), status=args["status"], after=after, limit=limit + 1)
    return page(found, limit, lambda one: (one.effective_on, one.reorganisation_id))


@blp.route("/<uuid:reorganisation_id>")
@requires("organisation:import")
@query
@blp.response(200, FullReorganisationSchema)
def get_reorganisation(reorganisation_id: UUID) -> dict[str, Any]:
    """One, with what it would change as things stand now and why it no longer could."""
    foreseen = usecases.reorganisation(reorganisation_id, uow())
    found = foreseen.reorganisation
    set_etag(found.version)
    names = ReorganisationSchema().fields
    told = {name: getattr(foreseen, name) for name in ("changes", "posts", "rejected")}
    return {name: getattr(found, name) for name in names} | told


@blp.route("/<uuid:reorganisation_id>/cancellation", methods=["POST"])
@requires("organisation:import")
@command
@blp.response(200, ReorganisationSchema)
def cancel_reorganisation(reorganisation_id: UUID) -> Reorganisation:
    """Take it back before its day."""
    asked = CancelReorganisation(reorganisation_id=reorganisation_id, version=if_match())
    found = usecases.cancel_reorganisation(asked, uow())
    set_etag(found.version)
    return found
