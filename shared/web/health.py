"""Liveness, readiness, metrics. Readiness is the database at this release's schema, not the broker:
the outbox absorbs a broker that is away."""

from __future__ import annotations

import flask
import structlog
from flask import Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from shared.db.migrate import at_head
from shared.observability.metrics import exposition
from shared.web.context import edge
from shared.web.permission import public
from shared.web.problems import problem

blp = flask.Blueprint("health", __name__)
_log = structlog.get_logger(__name__)


@blp.get("/health/live")
@public("a probe has no token, and learns nothing but that the process answers")
def live() -> Response:
    return jsonify(status="live")


@blp.get("/health/ready")
@public("a probe has no token, and learns nothing but ready or not")
def ready() -> Response:
    here = edge()
    try:
        ready = at_head(here.database, here.service.migrations)
        detail = "The schema is not that of this release"
    except SQLAlchemyError as error:
        _log.warning("not ready", error=type(error).__name__)
        ready, detail = False, "The database cannot be reached"
    if not ready:
        return problem(503, "not-ready", "Not ready", detail, headers={"Retry-After": "2"})
    return jsonify(status="ready")


@blp.get("/metrics")
@public("scraped inside the cluster; holds counts and times, nobody's data")
def metrics() -> Response:
    body, content_type = exposition()
    return current_app.response_class(body, content_type=content_type)
