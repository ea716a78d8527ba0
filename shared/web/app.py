"""The Flask application of one service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from shared.web import correlation, health, metering, openapi, problems
from shared.web.context import EXTENSION, Edge
from shared.web.encoding import Json
from shared.web.permission import Undeclared, declared, public

if TYPE_CHECKING:
    from shared.db.database import Database
    from shared.runtime.service import Service
    from shared.security.tokens import Verifier

_SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


_FORM = 64 << 10  # what a form has around its file


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a request's body; routes whose rule holds ``/imports/`` take files, ``/batch`` many records, and
    ``/attachments`` evidence."""

    body: int = 1 << 20
    batch: int = 16 << 20
    upload: int = 64 << 20
    attachment: int = 10 << 20


class _Request(Request):
    """Refuses a body that is too large before it is read."""

    limits = Limits()

    @property
    def max_content_length(self) -> int | None:
        rule = self.url_rule.rule if self.url_rule is not None else ""
        if rule.endswith("/attachments"):
            return self.limits.attachment + _FORM
        if "/imports/" in rule:
            return self.limits.upload
        return self.limits.batch if rule.endswith("/batch") else self.limits.body

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        raise AttributeError("the limits are those of the application")


def create_app(
    service: Service, database: Database, verifier: Verifier, *, limits: Limits | None = None
) -> Flask:
    """The service's API under ``/api/<service>/v1``, its OpenAPI document, health and metrics.

    Raises:
        Undeclared: a route declares neither a permission nor why it is public.
    """
    app = Flask(f"sightline.{service.name}", static_folder=None)
    app.request_class = type("Request", (_Request,), {"limits": limits or Limits()})
    app.url_map.strict_slashes = True
    found(app, Edge(service, database, verifier))
    app.after_request(_secure)
    problems.register(app)
    app.before_request(_refuse_large)
    api = openapi.build(app, service.name, service.title)
    for blueprint in service.blueprints:
        prefix = f"/api/{service.name}/v1{blueprint.url_prefix or ''}"
        api.register_blueprint(blueprint, url_prefix=prefix)
    _serve_document(app, api)
    _refuse_undeclared(app)
    return app


def found(app: Flask, edge: Edge) -> None:
    """What every application has, API or pages: ids, metrics, health."""
    app.json = Json(app)
    app.extensions[EXTENSION] = edge
    correlation.register(app)
    metering.register(app)
    app.register_blueprint(health.blp)


def _serve_document(app: Flask, api: openapi.Api) -> None:
    name = "api-docs.openapi_json"
    document: list[bytes] = []

    def openapi_json() -> Response:
        if not document:
            document.append(app.json.dumps(api.spec.to_dict()).encode())
        return app.response_class(document[0], mimetype="application/json")

    app.view_functions[name] = public("the API's description is published")(openapi_json)


def _refuse_undeclared(app: Flask) -> None:
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if not _says(app, rule.endpoint)})
    if silent:
        raise Undeclared(f"routes without @requires or @public: {', '.join(silent)}")


def _says(app: Flask, endpoint: str) -> bool:
    view: Callable[..., Any] = app.view_functions[endpoint]
    return declared(view) is not None


def _refuse_large() -> None:
    most = request.max_content_length
    if most is not None and (request.content_length or 0) > most:
        raise RequestEntityTooLarge(f"At most {most} bytes")


def _secure(response: Response) -> Response:
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
