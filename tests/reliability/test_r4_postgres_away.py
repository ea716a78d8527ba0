"""R4: while PostgreSQL is away people are asked to come back, no attempt is burned, and then everything goes on."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

import httpx

from tests.reliability.fleet import Member
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import arrived, ids, missing, verdict_of
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.reliability.writers import Writers, settle_in

CONVERGED_S = 90
CAPTURES = 200


class Pulse:
    """Asks every process for its liveness, again and again; what it answered but 200 is kept."""

    def __init__(self, members: list[Member]) -> None:
        self.answers: Counter[str] = Counter()
        self._members = members
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._feel, daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    @property
    def failed(self) -> dict[str, int]:
        return {answer: count for answer, count in self.answers.items() if not answer.endswith("200")}

    def _feel(self) -> None:
        while not self._stopping.wait(0.25):
            for member in self._members:
                try:
                    status = str(httpx.get(f"{member.url}/health/live", timeout=10).status_code)
                except httpx.TransportError as error:
                    status = type(error).__name__
                self.answers[f"{member.name} {status}"] += 1


@forms(short=5.0, full=60.0)
def test_a_database_that_is_away_costs_patience_and_nothing_else(
    stage: Stage, size: float, conclude: Callable[[Verdict], None]
) -> None:
    settle_in(stage.database("activities"))
    for name in ("actions", "reporting"):
        stage.database(name)
    fleet = stage.fleet()
    api = fleet.start("activities", "api")
    for name in ("activities", "actions", "reporting"):
        fleet.start(name, "worker")
    fleet.wait_ready()
    writers = Writers([api.url], stage.folder / "keys", captures=CAPTURES, people=4, seconds=size + 4)
    with Pulse(fleet.members) as pulse:
        writers.start()
        until(lambda: len(writers.answered) > 10, 30, "nobody was answered before the database went away")
        stage.end_postgres()
        away_until = time.monotonic() + size
        refused = _refusals(writers, api, away_until)
        stage.start_postgres()
        writers.join(60 + size)
        took = until(
            lambda: arrived(stage, CAPTURES),
            CONVERGED_S,
            lambda: missing(stage, writers.answered),
            every_s=0.25,
        )
    assert refused, "nobody asked while the database was away"
    assert set(refused) == {(503, True)}, f"while the database was away: {refused} (status, Retry-After)"
    assert not pulse.failed, f"liveness failed: {pulse.failed}"
    burned = {
        name: len(ids(stage.database(name), "SELECT failure_id FROM inbox_failure"))
        for name in ("activities", "actions", "reporting")
    }
    assert not any(burned.values()), f"attempts were burned: {burned}"
    verdict = verdict_of(stage, "R4", writers.answered)
    verdict.note = (
        f"PostgreSQL away {size:.0f} s, {sum(refused.values())} answers 503, "
        f"liveness {sum(pulse.answers.values())} of {sum(pulse.answers.values())}, converged in {took:.0f} s"
    )
    conclude(verdict)


def _refusals(writers: Writers, api: Member, away_until: float) -> Counter[tuple[int, bool]]:
    """What somebody is told who asks while the database is away."""
    told: Counter[tuple[int, bool]] = Counter()
    with httpx.Client(timeout=20) as client:
        while time.monotonic() < away_until:
            answer = writers.ask(client, api.url, f"X{len(told)}")
            told[answer.status_code, "Retry-After" in answer.headers] += 1
            time.sleep(0.1)
    return told
