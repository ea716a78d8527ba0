"""R9: what no queue takes stays pending with the reason, hangs nothing, and goes out once a queue is there."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from shared.db.unit import UnitOfWork
from shared.messaging import topology
from tests.reliability import plan_line
from tests.reliability.plan_line import QUEUE, Line
from tests.reliability.sizes import forms
from tests.reliability.stage import Stage
from tests.reliability.survey import ids
from tests.reliability.test_r2_crash_points import steady
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until


@forms(short=50, full=5_000)
def test_what_no_queue_takes_waits_until_one_does(
    stage: Stage, size: int, conclude: Callable[[Verdict], None]
) -> None:
    line, chance = Line.on(stage), random.Random(9)
    with topology.control(stage.broker_url) as channel:
        channel.queue_delete(QUEUE.name)
    plans = [UUID(int=chance.getrandbits(128)) for _ in range(size)]
    with stage.database("producer").work(UnitOfWork) as uow:
        for number, plan in enumerate(plans):
            plan_line.command(uow, plan, number)
        uow.commit()
    stage.database("producer").dispose()
    with steady(plan_line.relay, line=line):
        until(lambda: _refused(stage) == size, 120, "the relay does not say that nobody takes the events")
        stage.broker.declare([QUEUE])
        with steady(plan_line.consume, line=line):
            took = until(
                lambda: (
                    len(ids(stage.database("consumer"), "SELECT id FROM effect")) >= size
                    and stage.settled("producer", QUEUE.name)
                ),
                120,
                "not everything went out once there was a queue",
            )
    verdict = Verdict(
        "R9", note=f"{size} events refused and kept; all out {took:.0f} s after the queue was there"
    )
    verdict.compare("effects", plans, ids(stage.database("consumer"), "SELECT id FROM effect"))
    conclude(verdict)


def _refused(stage: Stage) -> int:
    with stage.database("producer").engine.connect() as connection:
        kept = text("SELECT count(*) FROM outbox_pending WHERE reason LIKE 'unroutable%' AND attempts > 0")
        return int(connection.execute(kept).scalar_one())
