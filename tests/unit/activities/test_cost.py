"""What a capture costs the processor before any database: a bound, far above what was measured (25 microseconds)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from uuid import uuid4

from services.activities.domain.activity import Activity, submitted
from services.activities.domain.capture import ensure_fit
from tests.unit.activities.builders import MARCH, TODAY, content, organisation
from tests.unit.activities.rulings import BOOK


def test_rules_and_event_of_a_whole_audit_take_less_than_150_microseconds() -> None:
    org, what = organisation(), content()

    def capture() -> None:
        ensure_fit(
            what,
            kind="case_file_audit",
            auditor="M2",
            practitioner="W1",
            team="line-cin-01",
            month=MARCH,
            completed_on=date(2026, 3, 10),
            today=TODAY,
            identifier="CH-0001234",
            organisation=org,
            rules=BOOK.of(MARCH),
        )
        activity = Activity(
            activity_id=uuid4(),
            kind="case_file_audit",
            status="submitted",
            area="social-work",
            service="line-cin",
            team="line-cin-01",
            case="C-ABCDEFGHIJKL",
            auditor="M2",
            practitioner="W1",
            month=MARCH,
            submitted_on=TODAY,
            content=what,
        )
        submitted(activity, what, TODAY)

    assert best_of(capture, rounds=20, times=200) < 150e-6


def best_of(act: Callable[[], None], *, rounds: int, times: int) -> float:
    """Seconds of processor for one; the best round, so that a busy machine does not decide."""
    best = float("inf")
    for _ in range(rounds):
        started = time.thread_time()
        for _ in range(times):
            act()
        best = min(best, (time.thread_time() - started) / times)
    return best
