"""W3C trace context: kept when it is good, replaced when it is not."""

from __future__ import annotations

import pytest
from opentelemetry import trace

from shared.observability import traces

GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
BROKEN = [
    "",
    "nonsense",
    GOOD[:-3],
    GOOD.replace("00-", "ff-", 1),
    "00-" + "0" * 32 + "-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0" * 16 + "-01",
]


def test_a_child_stays_in_its_trace_with_a_span_of_its_own() -> None:
    child = traces.child(GOOD)
    assert traces.trace_id(child) == traces.trace_id(GOOD) == GOOD[3:35]
    assert child != GOOD
    assert child.endswith("-01")


@pytest.mark.parametrize("header", BROKEN)
def test_a_broken_header_starts_a_new_trace(header: str) -> None:
    assert traces.parse(header) is None
    assert traces.parse(traces.child(header)) is not None


def test_an_exporter_would_continue_the_trace() -> None:
    with traces.attached(GOOD):
        assert f"{trace.get_current_span().get_span_context().trace_id:032x}" == GOOD[3:35]
    assert not trace.get_current_span().get_span_context().is_valid
