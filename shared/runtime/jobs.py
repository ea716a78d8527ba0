"""Jobs: work that one worker at a time does every so often."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from shared.db.database import Database
from shared.db.partitions import ensure_partitions
from shared.db.unit import UnitOfWork
from shared.observability import logs, metrics
from shared.runtime.service import Job, Service
from shared.web.idempotency import prune_idempotency

TICK_S = 0.5
LEAD_RETRY_S = 5.0
LOCK = 0x516A
log = structlog.get_logger()


def _partitions(uow: UnitOfWork) -> None:
    ensure_partitions(uow.execute(text("SELECT 1")).connection)


ALWAYS = (
    Job(name="months ahead", every=timedelta(hours=12), run=_partitions),
    Job(name="answered commands", every=timedelta(hours=1), run=prune_idempotency),
)


class Jobs:
    """Runs a service's jobs in a thread of its own while it holds the service's lock; all other workers wait for it.

    The lock belongs to a database session: a worker that dies, or loses its database, stops leading by itself.
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
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            try:
                with self._database.engine.connect() as connection:
                    connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                    if self._leads(connection):
                        self._lead(connection)
            except SQLAlchemyError as error:
                log.warning(
                    "jobs wait for the database", service=self._service.name, error=type(error).__name__
                )
            self._stopping.wait(LEAD_RETRY_S)

    def _leads(self, connection: Connection) -> bool:
        return bool(connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar())

    def _lead(self, connection: Connection) -> None:
        try:
            while not self._stopping.wait(TICK_S):
                self.beat = time.monotonic()
                due = [job for job in self._jobs if self._due[job.name] <= time.monotonic()]
                if due:
                    connection.execute(text("SELECT 1"))  # raises when we lost the lock with its session
                for job in due:
                    self._due[job.name] = time.monotonic() + job.every.total_seconds()
                    self._do(job)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock_all()"))

    def _do(self, job: Job) -> None:
        """A job that fails is logged and comes again at its next time; the others go on."""
        began, outcome = time.perf_counter(), "done"
        with (
            self._database.work(self._service.work) as uow,
            logs.context(
                service=self._service.name,
                correlation_id=uow.correlation_id,
                traceparent=uow.traceparent,
                job=job.name,
            ),
        ):
            try:
                job.run(uow)
                uow.commit()
            except Exception:
                outcome = "failed"
                log.exception("job failed")
        seconds = time.perf_counter() - began
        metrics.job_seconds.labels(self._service.name, job.name, outcome).observe(seconds)
