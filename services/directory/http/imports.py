"""The organisation over HTTP: load it from files."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage

from services.directory import usecases
from services.directory.http.rejecting import contents, rejected
from services.directory.schemas.files import FilesSchema, ImportArgs, ImportSchema
from services.directory.usecases import ImportOrganisation
from shared.web import Blueprint, command, requires, uow

blp = Blueprint("imports", __name__, url_prefix="/imports", description="Load the organisation from files.")


@blp.route("/organisation", methods=["POST"])
@requires("organisation:import")
@command
@blp.arguments(ImportArgs, location="query")
@blp.arguments(FilesSchema, location="files")
@blp.response(200, ImportSchema)
def import_organisation(args: dict[str, Any], files: dict[str, FileStorage | None]) -> Any:
    """Take both files or nothing.

    A file with a wrong row is refused with every wrong row in `rejected`; a dry run answers 200 with the same list.
    """
    result = usecases.import_organisation(ImportOrganisation(**contents(files), **args), uow())
    if result.rejected and not args["dry_run"]:
        return rejected(ImportSchema(), result, len(result.rejected))
    return result
