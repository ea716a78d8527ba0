"""Pages about the service itself."""

from __future__ import annotations

from flask import Blueprint, Response

from services.portal.http.doors import open_to_all, signed_in
from services.portal.http.pages import page

blp = Blueprint("statements", __name__)


@blp.get("/accessibility")
@open_to_all("an accessibility statement is public by law")
def accessibility() -> Response:
    return page("accessibility.html")


@blp.get("/privacy")
@open_to_all("what is done with people's data is public")
def privacy() -> Response:
    return page("privacy.html")


@blp.get("/help")
@signed_in
def help_page() -> Response:
    return page("help.html")
