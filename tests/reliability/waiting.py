"""Waiting for something to come true, never longer than said."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(
    check: Callable[[], bool], within_s: float, what: str | Callable[[], str], every_s: float = 0.05
) -> float:
    """Seconds until ``check`` held. Raises: AssertionError at the deadline, saying ``what`` did not come true."""
    began = time.monotonic()
    while not check():
        if time.monotonic() - began > within_s:
            raise AssertionError(f"after {within_s:.0f} s: {what if isinstance(what, str) else what()}")
        time.sleep(every_s)
    return time.monotonic() - began
