"""A service's worker: its consumer, its relay and its jobs, watched and drained together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from shared.db.migrate import at_head
from shared.inbox.consumer import Consumer, queue_of
from shared.messaging.broker import Broker, BrokerAway, Queue
from shared.observability import gauges, metrics
from shared.outbox.relay import Relay
from shared.runtime.jobs import Jobs
from shared.runtime.service import Service, services
from shared.runtime.wiring import Wiring

WATCH_S = 1.0
SILENT_S = {"jobs": 900.0}  # a job may have much to send
SILENT_ELSE_S = 90.0  # a handler may take 30 s, and a statement as long
BACKOFF_S = (0.5, 1, 2, 5)
log = structlog.get_logger()


def all_queues() -> list[Queue]:
    """Every service's queue. Each worker declares them all before it publishes: an event sent while a consumer's
    queue does not exist yet would never reach it."""
    return [queue_of(one.name, one.handlers) for one in services().values() if one.handlers]


class Worker:
    """Starts when schema and broker are there, however long that takes; revives a loop that went silent."""

    def __init__(self, service: Service, wiring: Wiring) -> None:
        self.service = service
        self._wiring = wiring
        self._database = wiring.database(service.name)
        self._stopping = threading.Event()
        self._loops: dict[str, Consumer | Relay | Jobs] = {}
        self._thread = threading.Thread(target=self._run, name=f"worker {service.name}", daemon=True)
        self._beat = time.monotonic()
        self._unwatch: Callable[[], None] = lambda: None

    def start(self) -> None:
        self._unwatch = gauges.watch(self.service.name, self._database)
        self._thread.start()

    def stop(self) -> None:
        """Stop consuming and finish what is in hand, then publish what that left, then end."""
        self._stopping.set()
        self._thread.join(30)
        for name in ("consumer", "jobs", "relay"):
            if loop := self._loops.pop(name, None):
                loop.stop()
        self._unwatch()

    def silent(self) -> dict[str, float]:
        """The loops that have not gone round for too long, with the seconds since."""
        now = time.monotonic()
        beats = {"worker": self._beat, **{name: loop.beat for name, loop in dict(self._loops).items()}}
        for name, beat in beats.items():
            metrics.worker_beat_age.labels(self.service.name, name).set(now - beat)
        return {
            name: now - beat for name, beat in beats.items() if now - beat > SILENT_S.get(name, SILENT_ELSE_S)
        }

    def _run(self) -> None:
        broker = self._open()
        if broker is None:
            return
        if self.service.handlers:
            self._begin("consumer", broker)
        self._begin("relay", broker)
        self._begin("jobs", broker)
        while not self._stopping.wait(WATCH_S):
            self._beat = time.monotonic()
            for name in self._unwell():
                log.error(
                    "loop is silent or stalled, a new one takes over", service=self.service.name, loop=name
                )
                self._loops[name].stop(timeout=1)
                self._begin(name, broker)

    def _begin(self, name: str, broker: Broker) -> None:
        self._loops[name] = loop = self._new(name, broker)
        loop.start()

    def _new(self, name: str, broker: Broker) -> Consumer | Relay | Jobs:
        service = self.service
        if name == "consumer":
            return Consumer(service.name, self._database, service.work, service.handlers, broker)
        return (
            Relay(self._database, broker, name=service.name)
            if name == "relay"
            else Jobs(service, self._database)
        )

    def _unwell(self) -> set[str]:
        """The inbox and the relay's locks make it safe that the old loop may still wake up beside the new one."""
        silent = self.silent().keys() - {"worker"}
        return silent | {name for name, loop in self._loops.items() if getattr(loop, "stalled", False)}

    def _open(self) -> Broker | None:
        """Wait for this release's schema and for the broker; None when stopped meanwhile."""
        tries = 0
        while not self._stopping.is_set():
            self._beat = time.monotonic()
            try:
                if at_head(self._database, self.service.migrations):
                    broker = self._wiring.broker()
                    broker.declare(all_queues())
                    return broker
                why = "the schema is not that of this release: run `sightline migrate`"
            except (SQLAlchemyError, BrokerAway) as error:
                why = str(error).splitlines()[0]
            except Exception as error:  # a fault of ours must not leave a process that does nothing
                log.exception("worker cannot start", service=self.service.name)
                why = repr(error)
            log.warning("worker waits", service=self.service.name, why=why)
            self._stopping.wait(BACKOFF_S[min(tries, len(BACKOFF_S) - 1)])
            tries += 1
        return None
