"""Style sheets, scripts and pictures: built by the set-up, named by their content, kept for a year."""

from __future__ import annotations

import mimetypes
from functools import cache

from flask import Blueprint, Response, abort, current_app, request

from services.portal.http.doors import open_to_all
from services.portal.http.frame import brand_stylesheet
from services.portal.http.here import here
from services.portal.http.rendering import BUILT

blp = Blueprint("files", __name__)
WHY = "the looks of the pages are no secret"
FOR_EVER = "public, max-age=31536000, immutable"


@blp.get("/assets/<string:name>")
@open_to_all(WHY)
def asset(name: str) -> Response:
    """Compressed where the browser takes it."""
    files = _built()
    zipped = f"{name}.gz" in files and "gzip" in request.headers.get("Accept-Encoding", "")
    if name not in files or name.endswith((".gz", ".json")):
        abort(404)
    answer = current_app.response_class(files[f"{name}.gz" if zipped else name], content_type=_kind(name))
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["Vary"] = "Accept-Encoding"
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@blp.get("/brand.css")
@open_to_all(WHY)
def brand() -> Response:
    """The council's colour; its address changes with it."""
    answer = current_app.response_class(
        brand_stylesheet(here().settings.brand_colour), content_type="text/css"
    )
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@cache
def _built() -> dict[str, bytes]:
    """Everything that was built, by name: half a megabyte."""
    return {path.name: path.read_bytes() for path in BUILT.iterdir()} if BUILT.is_dir() else {}


def _kind(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
