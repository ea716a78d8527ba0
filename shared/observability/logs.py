"""Structured logs: JSON lines for machines, readable lines on a terminal, one correlation id from end to end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars, clear_contextvars

from shared.observability.traces import attached, trace_id

NOISY = ("pika", "amqp", "kombu", "httpx", "httpcore", "alembic", "gunicorn.access", "werkzeug", "fontTools")

# A traceback's local variables would carry a child's detail into the log.
TRACEBACK = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def configure(*, level: str = "info", form: str = "auto", stream: TextIO | None = None) -> None:
    """Once per process. ``form``: json, text, or auto (text when the stream is a terminal)."""
    out = stream or sys.stderr
    text = form == "text" or (form == "auto" and out.isatty())
    number = logging.getLevelNamesMapping()[level.upper()]
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
        if text
        else [structlog.processors.ExceptionRenderer(TRACEBACK), structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                *before,
                structlog.stdlib.ExtraAdder(),
                structlog.stdlib.PositionalArgumentsFormatter(),
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


def begin(*, service: str, correlation_id: str, traceparent: str, actor: str = "", **more: str) -> None:
    """Forget the last request's context and take this one's: for an edge that has a begin and an end hook."""
    clear_contextvars()
    bind_contextvars(service=service, correlation_id=correlation_id, trace_id=trace_id(traceparent), **more)
    if actor:
        bind_contextvars(actor=actor)


def end() -> None:
    """Nothing of a request may show up in the next one's logs."""
    clear_contextvars()


@contextmanager
def context(*, service: str, correlation_id: str = "", traceparent: str = "", **more: str) -> Iterator[None]:
    """Every log line inside carries these; for a message, a batch or a job."""
    known = {"service": service, "correlation_id": correlation_id, "trace_id": trace_id(traceparent), **more}
    with bound_contextvars(**{name: value for name, value in known.items() if value}), attached(traceparent):
        yield
