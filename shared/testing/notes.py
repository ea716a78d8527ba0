"""A small service for tests of the shared edge: notes with an area and a version, and no domain.

A test that calls it puts ``PERMISSIONS`` into the policy first.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Column, Date, Integer, MetaData, Table, Text, Uuid, select

from shared.contracts.errors import NotFound, Refusal
from shared.db.unit import UnitOfWork
from shared.runtime.service import Service
from shared.web import (
    Blueprint,
    CursorArgs,
    PageSchema,
    Schema,
    command,
    decode_cursor,
    fields,
    if_match,
    page,
    public,
    query,
    records_access,
    requires,
    set_etag,
    uow,
)

metadata = MetaData()
notes = Table(
    "notes",
    metadata,
    Column("note_id", Uuid, primary_key=True),
    Column("area", Text, nullable=False, info={"scope": "area"}),
    Column("words", Text, nullable=False),
    Column("seen_on", Date),
    Column("version", Integer, nullable=False),
)
PERMISSIONS = {
    "notes:write": frozenset({"qa_manager", "team_manager"}),
    "notes:read": frozenset({"qa_manager", "team_manager"}),
}


class NotesWork(UnitOfWork):
    @cached_property
    def table(self) -> Table:
        return notes


class LineSchema(Schema):
    text = fields.Text(required=True, most=20)
    grade = fields.OneOf(("good", "inadequate"), required=True)


class NoteSchema(Schema):
    note_id = fields.UUID(dump_only=True)
    area = fields.Code(required=True)
    words = fields.Text(required=True, most=200)
    seen_on = fields.Date(load_default=None, allow_none=True, validate=fields.not_in_future)
    lines = fields.List(fields.Nested(LineSchema), load_only=True, load_default=list)
    version = fields.Integer(dump_only=True)


class NoRefusing(Refusal):
    """What a note must not say."""

    rule = "no-refusing"
    source = "S18"


class NoteArgs(CursorArgs):
    area = fields.Code(load_default=None)


blp = Blueprint("notes", __name__, url_prefix="/notes", description="Notes.")


@blp.route("", methods=["POST"])
@requires("notes:write")
@command
@blp.arguments(NoteSchema)
@blp.response(201, NoteSchema)
def write(body: dict) -> dict:  # type: ignore[type-arg]
    """Write a note."""
    if body["words"] == "refuse":
        raise NoRefusing("This note is refused")
    if body["words"] == "fail":
        raise ZeroDivisionError("a secret of the inside")
    body.pop("lines")
    row = {"note_id": uuid4(), **body, "version": 1}
    uow().add(notes, **row)
    set_etag(1)
    return row


@blp.route("", methods=["GET"])
@requires("notes:read")
@query
@blp.arguments(NoteArgs, location="query")
@blp.response(200, PageSchema(NoteSchema))
def listed(args: dict) -> dict:  # type: ignore[type-arg]
    """Notes of your areas."""
    found = select(notes).order_by(notes.c.note_id).limit(args["limit"] + 1)
    after = decode_cursor(args["after"], UUID)
    if after:
        found = found.where(notes.c.note_id > after[0])
    return page(uow().fetch(found), args["limit"], lambda row: (row.note_id,))


@blp.route("/<uuid:note_id>", methods=["GET"])
@requires("notes:read")
@query
@records_access("note")
@blp.response(200, NoteSchema)
def one(note_id: UUID) -> object:
    """One note."""
    row = uow().fetch_one(select(notes).where(notes.c.note_id == note_id))
    if row is None:
        raise NotFound("note", note_id)
    set_etag(row.version)
    return row


@blp.route("/<uuid:note_id>", methods=["PUT"])
@requires("notes:write")
@command
@blp.arguments(NoteSchema)
@blp.response(200, NoteSchema)
def rewrite(body: dict, note_id: UUID) -> dict:  # type: ignore[type-arg]
    """Change a note that you have read."""
    body.pop("lines")
    version = if_match()
    if uow().fetch_one(select(notes.c.version).where(notes.c.note_id == note_id)) is None:
        raise NotFound("note", note_id)
    uow().update(notes, {"note_id": note_id}, body, version=version)
    set_etag(version + 1)
    return {"note_id": note_id, **body, "version": version + 1}


class FileSchema(Schema):
    title = fields.Text(required=True, most=50)
    file = fields.File(required=True)


@blp.route("/imports/files", methods=["POST"])
@requires("notes:write")
@command
@blp.arguments(FileSchema, location="multipart")
@blp.response(200)
def take_file(parts: dict) -> dict:  # type: ignore[type-arg]
    """Take a file."""
    return {"size": len(parts["file"].read()), "title": parts["title"]}


@blp.route("/welcome", methods=["GET"])
@public("greets, and tells nothing")
@blp.response(200)
def welcome() -> dict:  # type: ignore[type-arg]
    """Say hello."""
    return {"hello": "you"}


SERVICE = Service(
    name="notes",
    title="Notes",
    metadata=metadata,
    work=NotesWork,
    blueprints=(blp,),
    migrations=Path(__file__).parent / "notes_migrations",
)
