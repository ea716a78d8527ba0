"""Processes that die at a chosen point: forked children in which one method of the real classes ends the process.

Nothing in production code knows of this. A child is a fork of the test, so it starts at once; it opens databases and
broker itself.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable
from typing import Any, Literal

from shared.db.database import Database
from shared.db.lane import Lane
from shared.db.unit import UnitOfWork
from shared.messaging.rabbit_publisher import RabbitPublisher
from shared.messaging.rabbit_subscription import RabbitSubscription
from shared.outbox.relay import Relay

CRASHED = 77
FORK = multiprocessing.get_context("fork")


class CrashPoint:
    """A role's process ends before or after a method of its classes; ``places`` are classes and their methods."""

    def __init__(
        self,
        name: str,
        role: Literal["capture", "relay", "consume"],
        when: Literal["before", "after"],
        *places: tuple[type, str],
    ) -> None:
        self.name, self.role, self.when, self.places = name, role, when, places


POINTS = (
    # rows sent, transaction open; the shared commit is one statement, done before it can say so
    CrashPoint("before commit", "capture", "after", (Database, "write"), (Lane, "run")),
    CrashPoint("after commit", "capture", "after", (UnitOfWork, "commit")),
    CrashPoint("before publish", "relay", "before", (RabbitPublisher, "publish")),
    CrashPoint("after publish", "relay", "after", (RabbitPublisher, "_send")),
    CrashPoint("before confirm", "relay", "before", (RabbitPublisher, "_confirmed")),
    CrashPoint("after confirm", "relay", "after", (RabbitPublisher, "publish")),
    CrashPoint("before pending delete", "relay", "before", (Relay, "_settle")),
    CrashPoint("after pending delete", "relay", "after", (Relay, "_settle")),
    CrashPoint("before inbox commit", "consume", "before", (UnitOfWork, "commit")),
    CrashPoint("after inbox commit", "consume", "after", (UnitOfWork, "commit")),
    CrashPoint("before ack", "consume", "before", (RabbitSubscription, "ack")),
    CrashPoint("after ack", "consume", "after", (RabbitSubscription, "ack")),
)


def arm(point: CrashPoint, passes: int) -> None:
    """From now on this process ends, without any clean-up, at the n-th pass of the point."""
    left = passes

    def pass_by() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os._exit(CRASHED)

    def armed(real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if point.when == "before":
                pass_by()
            result = real(*args, **kwargs)
            if point.when == "after":
                pass_by()
            return result

        return wrapped

    for owner, method in point.places:
        setattr(owner, method, armed(getattr(owner, method)))


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
