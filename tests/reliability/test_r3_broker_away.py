"""R3: while RabbitMQ is away every write succeeds, and what waited goes out quickly once it is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from tests.reliability.fleet import Fleet
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import arrived, missing, verdict_of
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.reliability.writers import Writers, settle_in

SERVICES = ("activities", "actions", "reporting")
REGISTERED_S = 1.5  # how old a queue must be to outlive its broker
CONVERGED_S = 180
DRAINED_PER_S = 2_000


@dataclass(frozen=True, slots=True)
class Outage:
    """How long, how much is written meanwhile, and whether that is enough to ask for a rate of draining."""

    seconds: float
    captures: int
    rated: bool = False


@forms(short=Outage(6, 200), full=Outage(600, 21_000, rated=True))
def test_a_broker_that_is_away_is_noticed_by_nobody_who_writes(
    stage: Stage, size: Outage, conclude: Callable[[Verdict], None]
) -> None:
    fleet = _started(stage)
    writers = Writers(
        [fleet.members[0].url],
        stage.folder / "keys",
        captures=size.captures,
        people=16,  # with much waiting each answer takes a quarter of a second longer
        seconds=size.seconds - 1,
    )
    stage.servers.rabbit.kill()
    gone = time.monotonic()
    writers.start()
    try:
        writers.join(size.seconds + 60)
        until(
            lambda: time.monotonic() > gone + size.seconds, size.seconds + 1, "time stands still", every_s=0.5
        )
        waiting = _pending(stage)
    finally:
        stage.servers.rabbit.start()
    drained_s = _drained(stage, waiting)
    took = until(
        lambda: arrived(stage, size.captures),
        CONVERGED_S,
        lambda: missing(stage, writers.answered),
        every_s=0.25,
    )
    verdict = verdict_of(stage, "R3", writers.answered)
    rate = waiting / drained_s
    verdict.note = (
        f"RabbitMQ away {size.seconds:.0f} s, all {writers.statuses.total()} writes answered 2xx, {waiting} waited"
        + (f" and went out at {rate:,.0f} a second" if size.rated else "")
        + f", converged in {drained_s + took:.0f} s"
    )
    conclude(verdict)
    assert all(200 <= status < 300 for status in writers.statuses), (
        f"not every write succeeded: {writers.statuses}"
    )
    assert waiting >= size.captures, "the outage began too late to matter"
    assert not size.rated or rate >= DRAINED_PER_S


def _started(stage: Stage) -> Fleet:
    """An API, workers, and queues that are old enough to outlive their broker."""
    settle_in(stage.database("activities"))
    for name in SERVICES:
        stage.database(name)
    fleet = stage.fleet()
    fleet.start("activities", "api")
    for name in SERVICES:
        fleet.start(name, "worker")
    fleet.wait_ready()
    queues = [f"sightline.{name}" for name in SERVICES]
    until(lambda: stage.settled("activities", *queues), 60, "the workers declared no queues")
    declared = time.monotonic()
    until(lambda: time.monotonic() > declared + REGISTERED_S, 10, "time stands still")
    return fleet


def _drained(stage: Stage, waiting: int) -> float:
    """Seconds from the first event that goes out to the last."""
    until(lambda: _pending(stage) < waiting, 60, "nothing goes out though the broker is back", every_s=0.01)
    return until(lambda: not _pending(stage), CONVERGED_S, "not everything went out", every_s=0.02)


def _pending(stage: Stage) -> int:
    with stage.database("activities").engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM outbox_pending")).scalar_one())
