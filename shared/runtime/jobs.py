"""Jobs: work that one worker at a time does every so often."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from shared.db.database import Database
from shared.db.partitions import ensure_partitions
from shared.db.unit import UnitOfWork
from shared.observability import logs, metrics
from shared.runtime.service import Job, Service
from shared.web.idempotency import prune_idempotency

TICK_S = 0.5
AGAIN_S = 5.0
LOCK = 0x516A
TAKE = text("SELECT pg_try_advisory_lock(:lock, hashtext(:job))")
LET_GO = text("SELECT pg_advisory_unlock(:lock, hashtext(:job))")
log = structlog.get_logger()


def _partitions(uow: UnitOfWork) -> None:
    ensure_partitions(uow.execute(text("SELECT 1")).connection)


ALWAYS = (
    Job(name="months ahead", every=timedelta(hours=12), run=_partitions),
    Job(name="answered commands", every=timedelta(hours=1), run=prune_idempotency),
)


class Jobs:
    """Runs a service's jobs in a thread of its own, each when its time has come and no other worker is at it.

    The lock belongs to a database session, so a worker that dies lets go of it by itself.
    """

    def __init__(self, service: Service, database: Database) -> None:
        self.beat = time.monotonic()
        self._service, self._database = service, database
        self._jobs: Sequence[Job] = (*ALWAYS, *service.jobs)
        self._due = dict.fromkeys((job.name for job in self._jobs), 0.0)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"jobs {service.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 30) -> None:
        """Finish the job in hand, then end."""
        self._stopping.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopping.wait(TICK_S):
            for job in self._jobs:
                self.beat = time.monotonic()
                if self._due[job.name] > self.beat or self._stopping.is_set():
                    continue
                self._due[job.name] = self.beat + job.every.total_seconds()
                try:
                    self.alone(job)
                except SQLAlchemyError as error:
                    self._due[job.name] = self.beat + min(AGAIN_S, job.every.total_seconds())
                    log.warning("job waits for the database", job=job.name, error=type(error).__name__)

    def alone(self, job: Job) -> bool:
        """Run it unless another worker does; says whether it ran. Raises: the database's error when it is away."""
        held = {"lock": LOCK, "job": job.name}
        with self._database.engine.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            if not connection.execute(TAKE, held).scalar():
                return False
            try:
                self._do(job)
            finally:
                connection.execute(LET_GO, held)
        return True

    def _do(self, job: Job) -> None:
        """A job that fails is logged and comes again at its next time; the others go on."""
        began, outcome, name = time.perf_counter(), "done", self._service.name
        with self._database.work(self._service.work) as uow:
            ids = {"correlation_id": uow.correlation_id, "traceparent": uow.traceparent}
            with logs.context(service=name, job=job.name, **ids):
                try:
                    job.run(uow)
                    uow.commit()
                except OperationalError:
                    raise
                except Exception:
                    outcome = "failed"
                    log.exception("job failed")
        metrics.job_seconds.labels(name, job.name, outcome).observe(time.perf_counter() - began)
