"""Cover and leaving over HTTP: who is away, who acts for them, and what somebody hands over when they go."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.directory import usecases
from services.directory.domain import Cover, HandedTo
from services.directory.schemas.organisation import PersonSchema
from services.directory.schemas.work import (
    CoverArgs,
    CoverPage,
    CoverSchema,
    DepartedSchema,
    DepartureSchema,
    EndCoverSchema,
    HoldingsSchema,
    RecordCoverSchema,
)
from services.directory.usecases import Departure, EndCover, RecordCover
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    query,
    requires,
    set_etag,
    uow,
)

of_person = Blueprint(
    "work", __name__, url_prefix="/people", description="What somebody holds, and their days away."
)
blp = Blueprint("cover", __name__, url_prefix="/cover", description="Who is away, and who acts for them.")


@of_person.route("/<string:person_id>/holdings")
@requires("people:read")
@query
@of_person.response(200, HoldingsSchema)
def get_holdings(person_id: str) -> dict[str, Any]:
    """Whom they manage, a team that has no other manager, posts, for whom they act; and how much elsewhere."""
    held = usecases.held_by(person_id, uow())
    return {"id": person_id, "holdings": held, "elsewhere": usecases.work_elsewhere(person_id, uow())}


@of_person.route("/<string:person_id>/departure", methods=["POST"])
@requires("people:write")
@command
@of_person.arguments(DepartureSchema)
@of_person.response(200, DepartedSchema)
def depart(body: dict[str, Any], person_id: str) -> dict[str, Any]:
    """End somebody's work here, with who takes over each thing that they hold; and what is theirs still elsewhere."""
    handed = [HandedTo(**one) for one in body["handed_to"]]
    departure = Departure(
        id=person_id, version=if_match(), handed_to=handed, effective_on=body["effective_on"]
    )
    person = usecases.depart(departure, uow())
    set_etag(person.version)
    told = {name: getattr(person, name) for name in PersonSchema().fields}
    return told | {"still_held": usecases.work_elsewhere(person_id, uow())}


@of_person.route("/<string:person_id>/cover", methods=["POST"])
@requires("cover:write")
@command
@of_person.arguments(RecordCoverSchema)
@of_person.response(201, CoverSchema)
def record_cover(body: dict[str, Any], person_id: str) -> dict[str, Any]:
    """Say that somebody is away, or who acts for them, or both; of oneself and those one manages."""
    return _answer(usecases.record_cover(RecordCover(person=person_id, **body, for_others=_others()), uow()))


@blp.route("")
@requires("people:read")
@query
@blp.arguments(CoverArgs, location="query")
@blp.response(200, CoverPage)
def list_cover(args: dict[str, Any]) -> dict[str, Any]:
    """Who is away and who acts in the caller's areas, by first day."""
    limit, after = args["limit"], decode_cursor(args["after"], date, UUID)
    found = usecases.covers(uow(), on=args["on"], person=args["person"], after=after, limit=limit + 1)
    answer = page(found, limit, lambda one: (one.starts, one.cover_id))
    return {**answer, "items": [_shown(one) for one in answer["items"]]}


@blp.route("/<uuid:cover_id>/end", methods=["POST"])
@requires("cover:write")
@command
@blp.arguments(EndCoverSchema)
@blp.response(200, CoverSchema)
def end_cover(body: dict[str, Any], cover_id: UUID) -> dict[str, Any]:
    """Say when it ends, earlier or later than was thought."""
    ending = EndCover(cover_id=cover_id, version=if_match(), **body, for_others=_others())
    return _answer(usecases.end_cover(ending, uow()))


def _answer(cover: Cover) -> dict[str, Any]:
    set_etag(cover.version)
    return _shown(cover)


def _shown(cover: Cover) -> dict[str, Any]:
    """Why somebody is away is for them, for whoever recorded it, and for those who look after the organisation."""
    told = _others() or principal().person in (cover.person, cover.recorded_by)
    names = set(CoverSchema().fields) - {"away", "reason"}
    said = {"away": cover.reason is not None, "reason": cover.reason if told else None}
    return {name: getattr(cover, name) for name in names} | said


def _others() -> bool:
    return "cover:write-others" in permissions_of("directory", principal().roles)
