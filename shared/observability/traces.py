"""W3C trace context, carried by hand from request to event row to last consumer."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from opentelemetry import context, trace
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags

_FORM = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")
_NOTHING = re.compile(r"^0+$")
_draw = Random()
os.register_at_fork(after_in_child=_draw.seed)  # two processes must not draw the same ids


def new_traceparent() -> str:
    """A new trace. Its ids are random but no secrets: they come without a call of the operating system."""
    return f"00-{_draw.getrandbits(128) or 1:032x}-{_draw.getrandbits(64) or 1:016x}-01"


def parse(traceparent: str) -> tuple[str, str, str] | None:
    """Trace id, parent id and flags; None for anything that is not a valid version 00 header."""
    found = _FORM.match(traceparent.strip().lower())
    if found is None or _NOTHING.match(found[1]) or _NOTHING.match(found[2]):
        return None
    return found[1], found[2], found[3]


def child(traceparent: str) -> str:
    """The same trace with a span of our own; a new trace when the header is absent or broken."""
    parts = parse(traceparent)
    return (
        new_traceparent() if parts is None else f"00-{parts[0]}-{_draw.getrandbits(64) or 1:016x}-{parts[2]}"
    )


def trace_id(traceparent: str) -> str:
    """What all logs of one trace share; empty for a broken header."""
    parts = parse(traceparent)
    return parts[0] if parts else ""


@contextmanager
def attached(traceparent: str) -> Iterator[None]:
    """Make it the current OpenTelemetry context, so that an exporter that is installed continues this trace."""
    parts = parse(traceparent)
    if parts is None:
        yield
        return
    span = SpanContext(int(parts[0], 16), int(parts[1], 16), True, TraceFlags(int(parts[2], 16)))
    token = context.attach(trace.set_span_in_context(NonRecordingSpan(span)))
    try:
        yield
    finally:
        context.detach(token)
