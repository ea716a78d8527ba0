"""Every answer that is not a success is problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from flask import Flask, Response, current_app
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from shared.contracts.errors import Problem, Refusal
from shared.web.context import current

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = "2"
READ_ONLY = "25006"  # what a standby says that has not been promoted yet
_NAMES = {  # of our own: Python renames its phrases from release to release, a problem's type stays
    400: ("bad-request", "The request cannot be read"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "This address does not take that method"),
    406: ("not-acceptable", "There is no answer of the kind you accept"),
    413: ("too-large", "The body is too large"),
    415: ("unsupported-media-type", "The body is of a kind that is not taken here"),
    429: ("too-many-requests", "Too much at once"),
    500: ("unexpected", "Something went wrong here"),
}
_log = structlog.get_logger(__name__)


def problem(
    status: int,
    slug: str,
    title: str,
    detail: str = "",
    *,
    fields: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> Response:
    """The answer. ``type`` is stable for ever; ``errors`` holds every wrong field by its path."""
    body = _members(status, slug, title, detail, fields, extra)
    return _answered(body, headers)


def described(error: Problem) -> dict[str, Any]:
    """The members of a problem but for the correlation id: what a batch says of one of its items."""
    slug = error.rule if isinstance(error, Refusal) else error.slug
    said = {name: getattr(error, name, "") for name in ("rule", "source", "version", "difference")}
    return _members(error.status, slug, error.title, error.detail, error.fields, said)


def _members(
    status: int,
    slug: str,
    title: str,
    detail: str,
    fields: Mapping[str, Any] | None,
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    body: dict[str, Any] = {"type": f"/problems/{slug}", "title": title, "status": status}
    if detail and detail != title:
        body["detail"] = detail
    if fields:
        body["errors"] = fields
    return body | {name: value for name, value in extra.items() if value}


def _answered(body: Mapping[str, Any], headers: Mapping[str, str] | None) -> Response:
    whole = {**body, "correlation_id": current().correlation_id}
    return current_app.response_class(
        msgspec.json.encode(whole), body["status"], headers=dict(headers or {}), content_type=MEDIA_TYPE
    )


def flat(messages: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Nested validation messages as (``domains.0.grade``, reasons) pairs."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            step = "" if name == "_schema" else str(name)
            yield from flat(inner, f"{path}.{step}".strip(".") if step else path)
    elif isinstance(messages, list) and any(isinstance(each, Mapping | list) for each in messages):
        for each in messages:
            yield from flat(each, path)
    else:
        reasons = messages if isinstance(messages, list) else [messages]
        yield path or "body", [str(reason) for reason in reasons]


def invalid(messages: Any) -> Response:
    fields: dict[str, list[str]] = {}
    for path, reasons in flat(messages):
        fields.setdefault(path, []).extend(reasons)
    return problem(422, "invalid", "Some fields are wrong", fields=fields)


def _of_contract(error: Problem) -> Response:
    return _answered(described(error), getattr(error, "headers", None))


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    if status == 422 and "messages" in data:
        return invalid(_without_location(data["messages"]))
    if error.response is not None and status < 400:
        return error.response  # type: ignore[return-value]
    slug, title = _NAMES.get(status, (f"http-{status}", HTTPStatus(status).phrase))
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After", "Accept")}
    detail = error.description or "" if status < 500 else ""
    return problem(status, slug, title, detail, headers=kept)


def _without_location(messages: Any) -> Any:
    """webargs puts errors under ``json``, ``query``...; people look for the field."""
    if isinstance(messages, Mapping) and len(messages) == 1:
        return next(iter(messages.values()))
    return messages


def _database_away(error: Exception) -> Response:
    _log.warning("database away", error=type(error).__name__)
    return problem(
        503,
        "database-away",
        "The database cannot be reached just now",
        "Repeat a command with the same Idempotency-Key: it is carried out once, also if it already was.",
        headers={"Retry-After": RETRY_SECONDS},
    )


def _out_of_range(error: DataError) -> Response:
    _log.warning("the database refused a value", error=type(error.orig).__name__)
    return problem(422, "invalid", "Some fields are wrong", "A value is outside what can be stored")


def _database_error(error: DBAPIError) -> Response:
    away = error.connection_invalidated or getattr(error.orig, "sqlstate", None) == READ_ONLY
    return _database_away(error) if away else _unexpected(error)


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected error", exc_info=error)
    told = "It has been recorded under the correlation id."
    return problem(500, "unexpected", "Something went wrong here", told)


def register(app: Flask) -> None:
    app.register_error_handler(Problem, _of_contract)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(InterfaceError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(DataError, _out_of_range)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(Exception, _unexpected)
