"""Back-pressure: when events wait to be published faster than the relay empties them, capture slows down.

A wait rather than a refusal, and a bounded one: a broker that is away for hours must not turn into refused work
(the outbox is there for that), while a closed loop of eager clients must leave the processors to the relay.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FREE = 2_000
FULL = 12_000
LONGEST_S = 0.25
SAMPLE_S = 0.2


class Pressure:
    """Parameters: ``pending`` counts what waits, up to FULL; it is asked at most every SAMPLE_S."""

    def __init__(self, pending: Callable[[int], int], sleep: Callable[[float], None] = time.sleep) -> None:
        self._pending = pending
        self._sleep = sleep
        self._sampled = 0.0
        self._delay = 0.0
        self._lock = threading.Lock()

    def hold(self) -> float:
        """Wait as long as the backlog asks, at most LONGEST_S. Returns the seconds waited."""
        if time.monotonic() - self._sampled > SAMPLE_S and self._lock.acquire(blocking=False):
            try:
                backlog = self._pending(FULL)
                self._delay = LONGEST_S * min(1.0, max(0.0, (backlog - FREE) / (FULL - FREE)))
                self._sampled = time.monotonic()
            finally:
                self._lock.release()
        if self._delay:
            self._sleep(self._delay)
        return self._delay
