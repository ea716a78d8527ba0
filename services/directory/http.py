"""The directory over HTTP: import the organisation, correct a person, look things up."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage

from services.directory import schemas, usecases
from services.directory.domain import Person, Unit
from services.directory.usecases import ChangePerson, ImportOrganisation, ImportResult
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    encoding,
    if_match,
    page,
    query,
    requires,
    set_etag,
    uow,
)
from shared.web.problems import problem

imports = Blueprint(
    "imports", __name__, url_prefix="/imports", description="Load the organisation from files."
)
units = Blueprint("units", __name__, url_prefix="/units", description="Areas, services and teams.")
people = Blueprint(
    "people", __name__, url_prefix="/people", description="Staff, their roles and line managers."
)
BLUEPRINTS = (imports, units, people)


@imports.route("/organisation", methods=["POST"])
@requires("organisation:import")
@command
@imports.arguments(schemas.ImportArgs, location="query")
@imports.arguments(schemas.FilesSchema, location="files")
@imports.response(200, schemas.ImportSchema)
def import_organisation(args: dict[str, Any], files: dict[str, FileStorage | None]) -> Any:
    """Take both files or nothing.

    A file with a wrong row is refused with every wrong row in `rejected`; a dry run answers 200 with the same list.
    """
    parts = {name: part.read() if part is not None else None for name, part in files.items()}
    result = usecases.import_organisation(ImportOrganisation(**parts, dry_run=args["dry_run"]), uow())
    if result.rejected and not args["dry_run"]:
        return _rejected(result)
    return result


@units.route("")
@requires("units:read")
@query
@units.arguments(schemas.UnitArgs, location="query")
@units.response(200, schemas.UnitPage)
def list_units(args: dict[str, Any]) -> dict[str, Any]:
    """Units by code. The structure is no secret: areas do not narrow it."""
    found = usecases.units(uow(), **_paging(args))
    return page(found, args["limit"], lambda unit: (unit.code,))


@units.route("/<string:code>")
@requires("units:read")
@query
@units.response(200, schemas.UnitSchema)
def get_unit(code: str) -> Unit:
    """One unit as it stands."""
    unit = usecases.unit(code, uow())
    set_etag(unit.version)
    return unit


@people.route("")
@requires("people:read")
@query
@people.arguments(schemas.PersonArgs, location="query")
@people.response(200, schemas.PersonPage)
def list_people(args: dict[str, Any]) -> dict[str, Any]:
    """People of the caller's areas, by id."""
    found = usecases.people(uow(), **_paging(args))
    return page(found, args["limit"], lambda person: (person.id,))


@people.route("/<string:person_id>")
@requires("people:read")
@query
@people.response(200, schemas.PersonSchema)
def get_person(person_id: str) -> Person:
    """One person as they stand."""
    person = usecases.person(person_id, uow())
    set_etag(person.version)
    return person


@people.route("/<string:person_id>", methods=["PUT"])
@requires("people:write")
@command
@people.arguments(schemas.ChangePersonSchema)
@people.response(200, schemas.PersonSchema)
def change_person(body: dict[str, Any], person_id: str) -> Person:
    """Replace what is known of one person; 412 when somebody else changed them first."""
    changed = ChangePerson(id=person_id, version=if_match(), **{**body, "roles": tuple(body["roles"])})
    person = usecases.change_person(changed, uow())
    set_etag(person.version)
    return person


def _paging(args: dict[str, Any]) -> dict[str, Any]:
    position = decode_cursor(args["after"], str)
    return {**args, "after": position[0] if position else None, "limit": args["limit"] + 1}


def _rejected(result: ImportResult) -> Any:
    answer = problem(
        422,
        "import-rejected",
        "Nothing was taken, because some rows are wrong",
        f"{len(result.rejected)} faults; correct them and send the files again",
    )
    rows = schemas.ImportSchema().dump(result)
    answer.set_data(encoding.encode({**encoding.decode(answer.get_data()), **rows}))
    return answer
