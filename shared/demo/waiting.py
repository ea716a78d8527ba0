"""Waiting for a condition, never for a length of time."""

from __future__ import annotations

import time
from collections.abc import Callable


def until_true(check: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again, at most for so long."""
    deadline = time.monotonic() + seconds
    pause = 0.05  # short at first, since events travel in milliseconds
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
        pause = min(0.5, pause * 1.5)
    return True
