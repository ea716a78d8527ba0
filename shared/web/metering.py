"""Count and time requests by route, log one line for each: no query string, no body, they may name people."""

from __future__ import annotations

import time
from functools import lru_cache

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Histogram

from shared.web.context import edge

SECONDS = Histogram(
    "sightline_http_request_seconds",
    "Time to answer a request.",
    ("service", "route", "method", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_log = structlog.get_logger("sightline.http")
_series = lru_cache(maxsize=4096)(SECONDS.labels)


def observe(response: Response) -> Response:
    now, route = g.sightline, request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - now.started
    _series(edge().service.name, route, request.method, str(response.status_code)).observe(seconds)
    if not route.startswith(("/health", "/metrics")):
        _log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            actor=now.principal.person if now.principal else None,
        )
    return response


def register(app: Flask) -> None:
    app.after_request(observe)
