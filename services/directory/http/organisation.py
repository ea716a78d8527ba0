"""The organisation over HTTP: look it up as it stands or stood, and correct one person."""

from __future__ import annotations

from typing import Any

from services.directory import usecases
from services.directory.domain import Person, Unit
from services.directory.schemas.organisation import (
    ChangePersonSchema,
    PersonArgs,
    PersonHistorySchema,
    PersonPage,
    PersonSchema,
    UnitArgs,
    UnitHistorySchema,
    UnitPage,
    UnitSchema,
)
from services.directory.usecases import ChangePerson
from shared.web import Blueprint, command, decode_cursor, if_match, page, query, requires, set_etag, uow

units = Blueprint("units", __name__, url_prefix="/units", description="Areas, services and teams.")
people = Blueprint(
    "people", __name__, url_prefix="/people", description="Staff, their roles and line managers."
)


@units.route("")
@requires("units:read")
@query
@units.arguments(UnitArgs, location="query")
@units.response(200, UnitPage)
def list_units(args: dict[str, Any]) -> dict[str, Any]:
    """Units by code; of one day where `on` is given. The structure is no secret: areas do not narrow it."""
    on, asked = args.pop("on"), _paging(args)
    found = usecases.units_on(on, uow(), **asked) if on else usecases.units(uow(), **asked)
    return page(found, args["limit"], lambda unit: (unit.code,))


@units.route("/<string:code>")
@requires("units:read")
@query
@units.response(200, UnitSchema)
def get_unit(code: str) -> Unit:
    """One unit as it stands."""
    unit = usecases.unit(code, uow())
    set_etag(unit.version)
    return unit


@units.route("/<string:code>/history")
@requires("units:read")
@query
@units.response(200, UnitHistorySchema)
def get_unit_history(code: str) -> dict[str, Any]:
    """Every version of a unit, the latest first."""
    return {"code": code, "history": usecases.unit_history(code, uow())}


@people.route("")
@requires("people:read")
@query
@people.arguments(PersonArgs, location="query")
@people.response(200, PersonPage)
def list_people(args: dict[str, Any]) -> dict[str, Any]:
    """People of the caller's areas, by id; as of one day where `on` is given."""
    on, asked = args.pop("on"), _paging(args)
    found = usecases.people_on(on, uow(), **asked) if on else usecases.people(uow(), **asked)
    return page(found, args["limit"], lambda person: (person.id,))


@people.route("/<string:person_id>")
@requires("people:read")
@query
@people.response(200, PersonSchema)
def get_person(person_id: str) -> Person:
    """One person as they stand."""
    person = usecases.person(person_id, uow())
    set_etag(person.version)
    return person


@people.route("/<string:person_id>/history")
@requires("people:read")
@query
@people.response(200, PersonHistorySchema)
def get_person_history(person_id: str) -> dict[str, Any]:
    """Every version of somebody whom the caller may see, the latest first."""
    return {"id": person_id, "history": usecases.person_history(person_id, uow())}


@people.route("/<string:person_id>", methods=["PUT"])
@requires("people:write")
@command
@people.arguments(ChangePersonSchema)
@people.response(200, PersonSchema)
def change_person(body: dict[str, Any], person_id: str) -> Person:
    """Replace what is known of one person; 412 when somebody else changed them first."""
    changed = ChangePerson(id=person_id, version=if_match(), **{**body, "roles": tuple(body["roles"])})
    person = usecases.change_person(changed, uow())
    set_etag(person.version)
    return person


def _paging(args: dict[str, Any]) -> dict[str, Any]:
    position = decode_cursor(args["after"], str)
    return {**args, "after": position[0] if position else None, "limit": args["limit"] + 1}
