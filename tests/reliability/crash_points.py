"""Processes that die at a chosen point: forked children in which one method of the real classes ends the process.

Nothing in production code knows of this. A child is a fork of the test, so it starts at once; it opens databases and
broker itself.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from shared.db.lane import Lane
from shared.db.unit import UnitOfWork
from shared.messaging.rabbit_publisher import RabbitPublisher
from shared.messaging.rabbit_subscription import RabbitSubscription
from shared.outbox.relay import Relay

CRASHED = 77
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class CrashPoint:
    """A role's process ends before or after a method of one of its classes."""

    name: str
    role: Literal["capture", "relay", "consume"]
    when: Literal["before", "after"]
    owner: type
    method: str


POINTS = (
    CrashPoint("before commit", "capture", "before", Lane, "run"),
    CrashPoint("after commit", "capture", "after", Lane, "run"),  # committed, and dead before it can say so
    CrashPoint("before publish", "relay", "before", RabbitPublisher, "publish"),
    CrashPoint("after publish", "relay", "after", RabbitPublisher, "_send"),
    CrashPoint("before confirm", "relay", "before", RabbitPublisher, "_confirmed"),
    CrashPoint("after confirm", "relay", "after", RabbitPublisher, "publish"),
    CrashPoint("before pending delete", "relay", "before", Relay, "_settle"),
    CrashPoint("after pending delete", "relay", "after", Relay, "_settle"),
    CrashPoint("before inbox commit", "consume", "before", UnitOfWork, "commit"),
    CrashPoint("after inbox commit", "consume", "after", UnitOfWork, "commit"),
    CrashPoint("before ack", "consume", "before", RabbitSubscription, "ack"),
    CrashPoint("after ack", "consume", "after", RabbitSubscription, "ack"),
)


def arm(point: CrashPoint, passes: int) -> None:
    """From now on this process ends, without any clean-up, at the n-th pass of the point."""
    real = getattr(point.owner, point.method)
    left = passes

    def pass_by() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os._exit(CRASHED)

    @functools.wraps(real)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if point.when == "before":
            pass_by()
        result = real(*args, **kwargs)
        if point.when == "after":
            pass_by()
        return result

    setattr(point.owner, point.method, wrapped)


def forked(work: Callable[..., None], *args: Any) -> Any:
    """A started child process; it ends without clean-up, whatever it did."""
    child = FORK.Process(target=_and_end, args=(work, *args), daemon=True)
    child.start()
    return child


def _and_end(work: Callable[..., None], *args: Any) -> None:
    try:
        work(*args)
    finally:
        os._exit(0)
