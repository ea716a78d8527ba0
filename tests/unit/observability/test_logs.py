"""Logs: one line, one correlation id, nothing of a request in the next one's, no local variables."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.observability import logs
from shared.observability.traces import new_traceparent, trace_id


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log as JSON lines; what was configured before comes back."""
    before, handlers, level = (
        structlog.get_config(),
        logging.getLogger().handlers[:],
        logging.getLogger().level,
    )
    stream = io.StringIO()
    logs.configure(level="info", form="json", stream=stream)
    yield stream
    structlog.configure(**before)
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_marks_all_its_lines_and_no_others(lines: io.StringIO) -> None:
    traceparent = new_traceparent()
    logs.begin(service="actions", correlation_id="c-1", traceparent=traceparent, actor="P0042")
    structlog.get_logger().info("inside", count=1)
    logging.getLogger("a.library").warning("also %s", "inside")
    logs.end()
    structlog.get_logger().info("outside")
    first, second, third = read(lines)
    for line in (first, second):
        assert (line["service"], line["correlation_id"], line["actor"]) == ("actions", "c-1", "P0042")
        assert line["trace_id"] == trace_id(traceparent)
    assert (first["count"], second["event"]) == (1, "also inside")
    assert not {"service", "correlation_id", "actor", "trace_id"} & third.keys()


def test_a_message_in_a_request_gives_the_context_back(lines: io.StringIO) -> None:
    logs.begin(service="actions", correlation_id="outer", traceparent=new_traceparent())
    with logs.context(service="actions", correlation_id="inner"):
        structlog.get_logger().info("inside")
    structlog.get_logger().info("outside")
    logs.end()
    assert [line["correlation_id"] for line in read(lines)] == ["inner", "outer"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_traceback_shows_no_local_variables(form: str, lines: io.StringIO) -> None:
    logs.configure(form=form, stream=lines)
    child_of_the_case = "Ayesha Example"
    try:
        raise ValueError("no detail")
    except ValueError:
        structlog.get_logger().exception("failed", known=len(child_of_the_case))
    assert "no detail" in lines.getvalue()
    assert "Ayesha" not in lines.getvalue()


def test_libraries_that_chat_are_held_back(lines: io.StringIO) -> None:
    logging.getLogger("pika.adapters").info("created a channel")
    assert lines.getvalue() == ""
