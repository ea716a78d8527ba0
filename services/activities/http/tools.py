"""Audit tools: the shared written standard, drafted, published and read."""

from __future__ import annotations

from typing import Any

import msgspec

from services.activities import usecases
from services.activities.domain.tool import QuestionSet
from services.activities.schemas.tools import (
    DifferencesSchema,
    NewToolSchema,
    PublicationSchema,
    QuestionSetSchema,
    RetirementSchema,
    SinceArgs,
    ToolArgs,
    ToolPage,
    ToolSchema,
    VersionSchema,
)
from services.activities.usecases import HeldTool, HeldVersion
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

blp = Blueprint(
    "tools",
    __name__,
    url_prefix="/tools",
    description="Audit tools: versioned questions, and what good looks like at each grade.",
)
_VERSION = "/<string:code>/versions/<int:number>"


@blp.route("")
@requires("tools:read")
@query
@blp.arguments(ToolArgs, location="query")
@blp.response(200, ToolPage)
def list_tools(args: dict[str, Any]) -> dict[str, Any]:
    """Tools by their code; with `kind`, `service` or `on` those in force for it. Only who may write sees drafts."""
    after = decode_cursor(args["after"], str)
    found = usecases.tools(
        uow(),
        drafts=_drafts(),
        kind=args["kind"],
        service=args["service"],
        on=args["on"],
        after=after[0] if after else None,
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda tool: (tool.code,))


@blp.route("", methods=["POST"])
@requires("tools:write")
@command
@blp.arguments(NewToolSchema)
@blp.response(201, VersionSchema)
def create_tool(body: dict[str, Any]) -> HeldVersion:
    """Start a tool with a draft of its first version."""
    return _answer(usecases.create_tool(body["code"], _questions(body), uow()))


@blp.route("/<string:code>")
@requires("tools:read")
@query
@blp.response(200, ToolSchema)
def get_tool(code: str) -> HeldTool:
    """A tool and its versions."""
    return usecases.tool(code, uow(), drafts=_drafts())


@blp.route("/<string:code>/versions", methods=["POST"])
@requires("tools:write")
@command
@blp.response(201, VersionSchema)
def draft_tool(code: str) -> HeldVersion:
    """Draft the next version as a copy of the last; a tool has one draft at a time."""
    return _answer(usecases.draft_tool(code, uow()))


@blp.route(_VERSION)
@requires("tools:read")
@query
@blp.response(200, VersionSchema)
def get_version(code: str, number: int) -> HeldVersion:
    """A version with its questions, its guidance and who made it."""
    return _answer(usecases.tool_version(code, number, uow(), drafts=_drafts()))


@blp.route(_VERSION, methods=["PUT"])
@requires("tools:write")
@command
@blp.arguments(QuestionSetSchema)
@blp.response(200, VersionSchema)
def edit_tool(body: dict[str, Any], code: str, number: int) -> HeldVersion:
    """Write a draft anew."""
    edit = usecases.EditTool(code=code, number=number, revision=if_match(), questions=_questions(body))
    return _answer(usecases.edit_tool(edit, uow()))


@blp.route(f"{_VERSION}/publication", methods=["POST"])
@requires("tools:publish")
@command
@blp.arguments(PublicationSchema)
@blp.response(200, VersionSchema)
def publish_tool(body: dict[str, Any], code: str, number: int) -> HeldVersion:
    """Publish a draft: it is never altered again. Every gap is named at once."""
    publication = usecases.PublishTool(code=code, number=number, revision=if_match(), **body)
    return _answer(usecases.publish_tool(publication, uow()))


@blp.route(f"{_VERSION}/retirement", methods=["POST"])
@requires("tools:publish")
@command
@blp.arguments(RetirementSchema)
@blp.response(200, VersionSchema)
def retire_tool(body: dict[str, Any], code: str, number: int) -> HeldVersion:
    """Let a version be used no more from a day on; audits made with it stay as they are."""
    retirement = usecases.RetireTool(code=code, number=number, revision=if_match(), **body)
    return _answer(usecases.retire_tool(retirement, uow()))


@blp.route(f"{_VERSION}/changes")
@requires("tools:read")
@query
@blp.arguments(SinceArgs, location="query")
@blp.response(200, DifferencesSchema)
def get_changes(args: dict[str, Any], code: str, number: int) -> dict[str, Any]:
    """What a version says that another (`since`) does not."""
    since = args["since"]
    changes = usecases.tool_changes(code, number, since, uow(), drafts=_drafts())
    return {"code": code, "version": number, "since": since, "changes": changes}


def _questions(body: dict[str, Any]) -> QuestionSet:
    return msgspec.convert(body, QuestionSet)


def _drafts() -> bool:
    return "tools:write" in permissions_of("activities", principal().roles)


def _answer(held: HeldVersion) -> HeldVersion:
    set_etag(held.version.revision)
    return held
