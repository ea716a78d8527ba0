"""R10: processes are replaced one after the other while people write, and nobody is told of an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle, islice

from tests.reliability.fleet import Member
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import arrived, missing, verdict_of
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.reliability.writers import Writers, settle_in

READERS = ("activities", "actions", "reporting")
CONVERGED_S = 120
MANY, A_SECOND = 100_000, 20  # more than there is time for
LEFT_ALONE_S = 0.5  # what a load balancer has before a process ends, so that it sends nobody there


@forms(short=5, full=200)
def test_a_rolling_restart_is_seen_by_nobody(
    stage: Stage, size: int, conclude: Callable[[Verdict], None]
) -> None:
    settle_in(stage.database("activities"))
    for name in READERS:
        stage.database(name)
    fleet = stage.fleet()
    apis = [fleet.start("activities", "api") for _ in range(2)]
    members = [*apis, *(fleet.start(name, "worker") for name in READERS)]
    fleet.wait_ready()
    writers = Writers(_urls(apis), stage.folder / "keys", captures=MANY, people=4, seconds=MANY / A_SECOND)
    writers.start()
    for member in islice(cycle(members), size):
        if member in apis:
            writers.urls = _urls([api for api in apis if api is not member])
            time.sleep(LEFT_ALONE_S)  # not a wait for anything: the notice that a load balancer gets
        fleet.roll(member)
        writers.urls = _urls(apis)
    writers.finish(60)
    took = until(
        lambda: arrived(stage, len(writers.answered)),
        CONVERGED_S,
        lambda: missing(stage, writers.answered),
        every_s=0.25,
    )
    verdict = verdict_of(stage, "R10", writers.answered)
    failed = {status: count for status, count in writers.statuses.items() if not 200 <= status < 300}
    verdict.note = (
        f"{size} restarts, answers 5xx {_errors(failed)}, cut off {failed.get(0, 0)}, "
        f"converged in {took:.0f} s"
    )
    conclude(verdict)
    assert not failed, f"somebody was told of an error: {failed} (0: cut off)"


def _urls(apis: list[Member]) -> list[str]:
    return [api.url for api in apis]


def _errors(failed: dict[int, int]) -> int:
    return sum(count for status, count in failed.items() if status >= 500)
