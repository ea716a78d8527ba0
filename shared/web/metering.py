"""Count and time requests by route, log one line for each: no query string, no body, they may name people."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import structlog
from flask import Flask, Response, g, request

from shared.observability import metrics
from shared.web.context import edge

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_log = structlog.get_logger("sightline.http")


@lru_cache(maxsize=4096)
def _series(service: str, method: str, route: str, status: int) -> tuple[Any, Any]:
    return (
        metrics.http_requests.labels(service, method, route, str(status)),
        metrics.http_request_seconds.labels(service, method, route),
    )


def observe(response: Response) -> Response:
    now, route = g.sightline, request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in _METHODS else "OTHER"  # a stranger's word is no label
    seconds = time.perf_counter() - now.started
    count, timing = _series(edge().service.name, method, route, response.status_code)
    count.inc()
    timing.observe(seconds)
    if not route.startswith(("/health", "/metrics")):
        _log.info(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            actor=now.principal.person if now.principal else None,
        )
    return response


def register(app: Flask) -> None:
    app.after_request(observe)
