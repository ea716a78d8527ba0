"""One correlation id from the request to the last consumer, and the trace that the caller began."""

from __future__ import annotations

import re
import time

from flask import Flask, Response, g, request
from uuid_utils.compat import uuid7

from shared.observability import logs, traces
from shared.web.context import Current, edge

HEADER = "X-Correlation-ID"
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{7,63}")


def begin() -> None:
    """Before each request. An id that could smuggle something into a log is replaced, not refused."""
    given = request.headers.get(HEADER, "")
    correlation_id = given if _SANE.fullmatch(given) else uuid7().hex
    traceparent = traces.child(request.headers.get("traceparent", ""))
    g.sightline = Current(correlation_id, traceparent, time.perf_counter())
    logs.begin(service=edge().service.name, correlation_id=correlation_id, traceparent=traceparent)


def end(response: Response) -> Response:
    response.headers[HEADER] = g.sightline.correlation_id
    response.headers["traceparent"] = g.sightline.traceparent
    return response


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(end)
    app.teardown_request(lambda _error: logs.end())
