"""What somebody sees when a page cannot be shown. Nothing tells them apart that they may not know."""

from __future__ import annotations

import structlog
from flask import Flask, Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from services.portal.domain.refusals import Away, Refused
from services.portal.http.pages import page
from shared.web.context import current

RETRY_S = "5"
_log = structlog.get_logger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Away, _away)
    for error in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(error, _away)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: Refused) -> Response:
    if error.hidden:
        return _missing()
    if error.status == 401:
        _log.warning("a service does not trust our token", detail=error.detail)
        return _page("errors/unexpected.html", 500)
    return page("errors/refused.html", status=error.status, refusal=error)


def _away(error: Exception) -> Response:
    _log.warning(
        "away", error=type(error).__name__, which=str(error) if isinstance(error, Away) else "database"
    )
    answer = _page("errors/away.html", 503)
    answer.headers["Retry-After"] = RETRY_S
    return answer


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status in (403, 404, 405):
        return _page("errors/expired.html", 403) if error.description == "expired-page" else _missing()
    if status == 413:
        return _page("errors/too-large.html", 413)
    return _page("errors/unexpected.html", status)


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected error", exc_info=error)
    return _page("errors/unexpected.html", 500)


def _missing() -> Response:
    return _page("errors/missing.html", 404)


def _page(template: str, status: int) -> Response:
    """A page that works where nothing else does: should the frame fail too, plain words remain."""
    number = current().correlation_id
    try:
        return page(template, status=status, number=number)
    except Exception as error:
        _log.error("the error page failed", exc_info=error)
        told = f"Sorry, there is a problem with Sightline. Try again in a minute. Reference: {number}\n"
        return Response(told, status, content_type="text/plain; charset=utf-8")
