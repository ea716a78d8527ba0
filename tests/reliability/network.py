"""A line whose publisher and consumer each reach the broker over a network that breaks on command."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from urllib.parse import urlsplit
from uuid import UUID

from shared.db.unit import UnitOfWork
from shared.testing.faults import FaultProxy
from tests.reliability import plan_line
from tests.reliability.plan_line import Line
from tests.reliability.stage import Stage
from tests.reliability.survey import ids
from tests.reliability.waiting import until

SPAWN = get_context("spawn")  # a forked child would keep the proxy's sockets open
ROLES = ("publisher", "consumer")
CONVERGED_S = 60


@dataclass
class Network:
    """``proxies`` and ``processes`` by role; ``committed`` is what must take effect."""

    stage: Stage
    proxies: dict[str, FaultProxy]
    processes: dict[str, BaseProcess]
    chance: random.Random
    committed: list[UUID] = field(default_factory=list)

    def write(self, most: int = 20) -> None:
        """Commit some events."""
        plans = [UUID(int=self.chance.getrandbits(128)) for _ in range(self.chance.randint(1, most))]
        with self.stage.database("producer").work(UnitOfWork) as uow:
            for number, plan in enumerate(plans):
                plan_line.command(uow, plan, number)
            uow.commit()
        self.committed += plans

    def effects(self) -> list[UUID]:
        return ids(self.stage.database("consumer"), "SELECT id FROM effect")

    def arrive(self, when: str) -> None:
        """Wait until all that was committed took effect."""
        until(
            lambda: len(self.effects()) >= len(self.committed) and not self.pending(),
            CONVERGED_S,
            lambda: f"not everything arrived {when}: {self.stage.under_way()}",
        )

    def pending(self) -> bool:
        return bool(ids(self.stage.database("producer"), "SELECT event_id FROM outbox_pending LIMIT 1"))


@contextmanager
def networked(stage: Stage) -> Iterator[Network]:
    """Relay and consumer in processes of their own, each behind its proxy."""
    line, address = Line.on(stage), urlsplit(stage.broker_url)
    with ExitStack() as ending:
        network = Network(stage, {}, {}, random.Random(5))
        for role, run in zip(ROLES, (plan_line.relay, plan_line.consume), strict=True):
            proxy = ending.enter_context(FaultProxy((str(address.hostname), address.port or 5672)))
            through = replace(line, broker=stage.broker_url.replace(f":{address.port}", f":{proxy.port}"))
            process = SPAWN.Process(target=run, args=(through,), daemon=True)
            process.start()
            ending.callback(process.join)
            ending.callback(process.kill)
            network.proxies[role], network.processes[role] = proxy, process
        yield network
