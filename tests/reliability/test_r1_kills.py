"""R1: whatever dies while people write audits down, every answered audit is everywhere once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from tests.reliability.fleet import Fleet
from tests.reliability.own_rabbit import OwnRabbit
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import arrived, missing, verdict_of
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.reliability.writers import Writers, settle_in

WRITERS = 8
READERS = ("activities", "actions", "reporting")
ARRIVED_S = 180
REGISTERED_S = 1.5  # how old a queue must be to outlive its broker


@dataclass(frozen=True, slots=True)
class Storm:
    """How much, how long, and what dies: ``every_s`` between kills, at random within it."""

    captures: int
    seconds: float
    every_s: tuple[float, float]
    broker_kills: int
    postgres_restarts: int
    apis: int
    kills: int
    converged_s: float


SHORT = Storm(400, 14, (1, 2.5), 1, 1, 1, 5, 90)
MIDDLE = Storm(6_000, 125, (2, 5), 2, 1, 2, 25, 60)
FULL = Storm(20_000, 305, (2, 5), 3, 2, 2, 60, 60)


class Faults:
    """Kills by a seeded plan until time is up; ``kills`` and ``last`` say what was done."""

    def __init__(self, storm: Storm, stage: Stage, fleet: Fleet) -> None:
        self.kills, self.last = 0, time.monotonic()
        self._storm, self._stage, self._fleet = storm, stage, fleet
        self._chance = random.Random(1)
        self._broker: threading.Thread | None = None

    def rage(self) -> None:
        """Returns once everything that was killed has been started again."""
        storm = self._storm
        began = time.monotonic()
        servers = [self._kill_broker] * storm.broker_kills + [
            self._restart_postgres
        ] * storm.postgres_restarts
        self._chance.shuffle(servers)
        due = [began + storm.seconds * (n + 0.5) / len(servers) for n in range(len(servers))]
        while time.monotonic() < began + storm.seconds or self.kills < storm.kills:
            time.sleep(self._chance.uniform(*storm.every_s))  # not a wait for anything: the pace of the kills
            if due and time.monotonic() > due[0]:
                due.pop(0)
                servers.pop()()
            else:
                self._fleet.kill(self._chance.choice(self._fleet.members), self._chance)
                self.kills += 1
            self.last = time.monotonic()
        for server in servers:
            server()
        self._broker_is_back()
        self.last = time.monotonic()

    def _kill_broker(self) -> None:
        self._broker_is_back()
        rabbit: OwnRabbit = self._stage.servers.rabbit
        rabbit.kill()
        self._broker = threading.Thread(target=rabbit.start)
        self._broker.start()

    def _broker_is_back(self) -> None:
        if self._broker is not None:
            self._broker.join()

    def _restart_postgres(self) -> None:
        self._stage.end_postgres()
        self._stage.start_postgres()


@forms(short=SHORT, full=FULL, middle=MIDDLE)
def test_what_was_answered_is_everywhere_once_whatever_died(
    stage: Stage, size: Storm, conclude: Callable[[Verdict], None]
) -> None:
    settle_in(stage.database("activities"))
    for name in READERS:
        stage.database(name)
    fleet = stage.fleet()
    apis = [fleet.start("activities", "api") for _ in range(size.apis)]
    for name in READERS:
        fleet.start(name, "worker")
    fleet.wait_ready()
    until(lambda: _queues_there(stage), 60, "the workers declared no queues")
    declared = time.monotonic()
    urls = [api.url for api in apis]
    writers = Writers(
        urls, stage.folder / "keys", captures=size.captures, people=WRITERS, seconds=size.seconds
    )
    until(lambda: time.monotonic() > declared + REGISTERED_S, 10, "time stands still")
    writers.start()
    faults = Faults(size, stage, fleet)
    faults.rage()
    writers.join(size.seconds + 120)
    until(
        lambda: arrived(stage, size.captures),
        ARRIVED_S,
        lambda: missing(stage, writers.answered),
        every_s=0.5,
    )
    converged = time.monotonic() - faults.last
    verdict = verdict_of(stage, "R1", writers.answered)
    asked_again = sum(count for status, count in writers.statuses.items() if not 200 <= status < 300)
    verdict.note = (
        f"converged in {converged:.0f} s after {faults.kills} kills, {size.broker_kills} of the broker, "
        f"{size.postgres_restarts} of PostgreSQL; {asked_again} times asked again"
    )
    conclude(verdict)
    assert converged <= size.converged_s
    with httpx.Client(timeout=30) as client:
        for key, activity in list(writers.answered.items())[:20]:
            fleet.wait_ready(apis[0])
            assert writers.ask(client, apis[0].url, key).json()["activity_id"] == str(activity)


def _queues_there(stage: Stage) -> bool:
    return all(stage.settled("activities", f"sightline.{name}") for name in READERS)


def test_the_full_form_is_as_hard_as_it_must_be() -> None:
    assert FULL.captures >= 20_000
    assert FULL.seconds >= 300
    assert MIDDLE.seconds >= 120
    assert (FULL.kills, MIDDLE.kills) >= (60, 25)
    assert pytest.approx(FULL.every_s) == (2, 5)
