"""What somebody was told, and that they have read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request

from services.portal.http.doors import shown_to
from services.portal.http.here import api
from services.portal.http.lists import after, onward
from services.portal.http.pages import page

blp = Blueprint("messages", __name__, url_prefix="/messages")


@blp.get("")
@shown_to("notifications", "messages:read")
def show() -> Response:
    """Newest first."""
    unread = request.args.get("unread") == "yes"
    found = api().get("/notifications/v1/messages", unread=unread, after=after()).json
    return page("messages.html", messages=found["items"], unread=unread, onward=onward(found))


@blp.post("/<uuid:message_id>")
@shown_to("notifications", "messages:read")
def read(message_id: UUID) -> Any:
    """Note that it was read, and go where it leads."""
    found = api().post(f"/notifications/v1/messages/{message_id}/read", once=f"read-{message_id}").json
    return redirect(found["link"], 303)
