"""One correlation id from the request to the last consumer, and the trace that the caller began."""

from __future__ import annotations

import re
import secrets
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from shared.observability.traces import new_traceparent
from shared.web.context import Current

HEADER = "X-Correlation-ID"
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{7,63}")
_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})")


def begin() -> None:
    """Before each request. An id that could smuggle something into a log is replaced, not refused."""
    given = request.headers.get(HEADER, "")
    correlation_id = given if _SANE.fullmatch(given) else uuid4().hex
    traceparent = continued(request.headers.get("traceparent", ""))
    g.sightline = Current(correlation_id, traceparent, time.perf_counter())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(correlation_id=correlation_id, trace_id=traceparent[3:35])


def continued(traceparent: str) -> str:
    """The caller's trace with a span of our own, or a new trace."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return f"00-{found[1]}-{secrets.token_hex(8)}-{found[2]}" if found else new_traceparent()


def end(response: Response) -> Response:
    response.headers[HEADER] = g.sightline.correlation_id
    return response


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(end)
    app.teardown_request(lambda _error: structlog.contextvars.clear_contextvars())
