"""Messages over HTTP: one's own, those that wait for a decision, and the mailbox page of the embedded default."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request

from services.notifications import schemas, usecases
from services.notifications.domain.message import Message
from services.notifications.domain.refusals import OwnMessages
from services.notifications.usecases import MarkRead, Resolve
from shared.contracts.errors import NotFound
from shared.security.policy import permissions_of
from shared.web import (
    Blueprint,
    command,
    decode_cursor,
    if_match,
    page,
    principal,
    public,
    query,
    requires,
    set_etag,
    uow,
)
from shared.web.paging import encode_cursor

blp = Blueprint("messages", __name__, url_prefix="/messages", description="Who was told what.")
pages = Blueprint(
    "mailbox", __name__, url_prefix="/mailbox", template_folder="templates", description="The mailbox page."
)
BLUEPRINTS = (blp, pages)
ON_A_PAGE = 50
STYLE = (
    "body{font:1.1rem/1.5 arial,sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#0b0c0c;background:#fff}"
    "article{border-top:2px solid #505a5f;padding:.5rem 0}h2{font-size:1.2rem;margin:.5rem 0}"
    "p{margin:.5rem 0}.about{color:#484949}a{color:#1a65a6}a:focus{outline:3px solid #0b0c0c}"
)
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"


@blp.route("")
@requires("messages:read")
@query
@blp.arguments(schemas.MessageArgs, location="query")
@blp.response(200, schemas.MessagePage)
def list_messages(args: dict[str, Any]) -> dict[str, Any]:
    """Your messages, newest first; other people's only for those who look after the service."""
    found = usecases.listed(
        uow(),
        person=_whose(args["person"]),
        states=[args["state"]] if args["state"] else (),
        unread=args["unread"],
        after=_position(args["after"]),
        limit=args["limit"] + 1,
    )
    return page(found, args["limit"], lambda message: (message.created_at, message.id))


@blp.route("/<uuid:message_id>/read", methods=["POST"])
@requires("messages:read")
@command
@blp.response(200, schemas.MessageSchema)
def mark_read(message_id: UUID) -> Message:
    """Note that you have read a message of yours."""
    return usecases.mark_read(MarkRead(id=message_id, person=principal().person), uow())


@blp.route("/<uuid:message_id>/resolution", methods=["POST"])
@requires("messages:resolve")
@command
@blp.arguments(schemas.ResolutionSchema)
@blp.response(200, schemas.MessageSchema)
def resolve(body: dict[str, Any], message_id: UUID) -> Message:
    """Decide about a message that is uncertain or failed: send it again, take it as delivered, or leave it."""
    message = usecases.resolve(Resolve(id=message_id, version=if_match(), **body), uow())
    set_etag(message.version)
    return message


@pages.route("")
@public("the mailbox of the embedded default, on this machine alone; gone once a mail server is configured")
@query
@pages.arguments(schemas.MailboxArgs, location="query")
@pages.response(200, content_type="text/html")
@pages.alt_response(404, "NOT_FOUND")
def mailbox(args: dict[str, Any]) -> Response:
    """What Sightline would have sent by e-mail, newest first."""
    if not (usecases.mailbox_is_shown() and ip_address(request.remote_addr or "::").is_loopback):
        raise NotFound("page", "mailbox")
    messages, names = usecases.mailbox(
        uow(), person=args["person"], after=_position(args["after"]), limit=ON_A_PAGE + 1
    )
    shown = messages[:ON_A_PAGE]
    older = encode_cursor(shown[-1].created_at, shown[-1].id) if len(messages) > ON_A_PAGE else None
    html = render_template(
        "mailbox.html", messages=shown, names=names, older=older, person=args["person"], style=STYLE
    )
    answer = make_response(html)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _position(cursor: str | None) -> tuple[datetime, UUID] | None:
    found = decode_cursor(cursor, datetime, UUID)
    return (found[0], found[1]) if found else None


def _whose(person: str | None) -> str | None:
    """The person to list, None for everybody."""
    who = principal()
    if person is None or person == who.person:
        return who.person
    if "messages:read-others" not in permissions_of("notifications", who.roles):
        raise OwnMessages("You may read your own messages")
    return None if person == schemas.EVERYBODY else person
