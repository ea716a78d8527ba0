"""A service's worker: starts when it can, does its jobs alone, takes over from a loop that died, drains."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, text

from shared.db.database import Database
from shared.db.migrate import upgrade
from shared.db.unit import UnitOfWork
from shared.runtime import jobs as jobs_module
from shared.runtime.jobs import Jobs
from shared.runtime.probes import Probes
from shared.runtime.service import Job, Service
from shared.runtime.settings import load
from shared.runtime.variables import BROKER
from shared.runtime.wiring import Wiring
from shared.runtime.worker import Worker

DEADLINE_S = 20.0


def until(condition: Callable[[], object], why: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.02)


def service(folder: Path, *jobs: Job) -> Service:
    (folder / "versions").mkdir(exist_ok=True)
    return Service(
        name="actions", title="Actions", metadata=MetaData(), work=UnitOfWork, migrations=folder, jobs=jobs
    )


@pytest.fixture
def wiring(
    database: Callable[..., Database], databases: Any, run_id: str, tmp_path: Path
) -> Iterator[Wiring]:
    """The actions service on an empty database, and an embedded broker beside it."""
    broker = database()
    own = databases.empty(f"worker_{time.monotonic_ns()}")
    urls = {"SIGHTLINE_DATA": str(tmp_path), "SIGHTLINE_ACTIONS_DATABASE_URL": own}
    with Wiring(load(urls), pool_size=4) as wiring:
        wiring._databases[BROKER] = broker
        yield wiring


def test_it_waits_for_the_schema_then_works_then_drains(wiring: Wiring, tmp_path: Path) -> None:
    ran = threading.Event()
    job = Job(name="count", every=timedelta(hours=1), run=lambda uow: ran.set())
    worker = Worker(service(tmp_path, job), wiring)
    worker.start()
    assert not ran.wait(1)
    upgrade(wiring.database("actions"), tmp_path)
    until(ran.is_set, "the job never ran")
    assert worker.silent() == {}
    worker.stop()
    assert not [thread.name for thread in threading.enumerate() if thread.name.endswith(" actions")]


def test_a_loop_that_goes_silent_is_replaced(wiring: Wiring, tmp_path: Path) -> None:
    upgrade(wiring.database("actions"), tmp_path)
    worker = Worker(service(tmp_path), wiring)
    worker.start()
    until(lambda: "relay" in worker._loops, "no relay")
    dead = worker._loops["relay"]
    dead.stop()
    dead.beat -= 1000
    assert worker.silent().keys() <= {"relay"}
    until(lambda: worker._loops.get("relay") is not dead, "no new relay")
    until(lambda: worker.silent() == {}, "still silent")
    worker.stop()


def test_of_two_workers_one_does_a_job(database: Callable[..., Database], tmp_path: Path) -> None:
    begun, may_end, runs = threading.Event(), threading.Event(), []

    def slow(uow: UnitOfWork) -> None:
        runs.append(uow.correlation_id)
        begun.set()
        assert may_end.wait(DEADLINE_S)

    one = database()
    job = Job(name="slow", every=timedelta(hours=1), run=slow)
    first, second = (Jobs(service(tmp_path, job), one) for _ in range(2))
    busy = threading.Thread(target=first.alone, args=(job,))
    busy.start()
    assert begun.wait(DEADLINE_S)
    assert second.alone(job) is False
    may_end.set()
    busy.join(DEADLINE_S)
    assert second.alone(job) is True
    assert len(runs) == 2


def test_a_failing_job_changes_nothing_and_does_not_stop_the_others(
    database: Callable[..., Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "TICK_S", 0.02)
    done = threading.Event()

    def fails(uow: UnitOfWork) -> None:
        uow.execute(text("CREATE TABLE half_done (id int)"))
        raise ValueError("no")

    one = database()
    running = Jobs(
        service(
            tmp_path,
            Job(name="fails", every=timedelta(hours=1), run=fails),
            Job(name="works", every=timedelta(hours=1), run=lambda uow: done.set()),
        ),
        one,
    )
    running.start()
    assert done.wait(DEADLINE_S)
    running.stop()
    with one.engine.connect() as connection:
        assert connection.execute(text("SELECT to_regclass('half_done')")).scalar() is None


def test_the_probes_tell_what_they_are_told() -> None:
    import httpx

    state = [True]
    probes = Probes("127.0.0.1", 0, live=lambda: (True, "live"), ready=lambda: (state[0], "as said"))
    probes.start()
    try:
        at = f"http://127.0.0.1:{probes.port}"
        assert (httpx.get(f"{at}/health/live").status_code, httpx.get(f"{at}/health/ready").status_code) == (
            200,
            200,
        )
        state[0] = False
        assert (httpx.get(f"{at}/health/ready").status_code, httpx.get(f"{at}/elsewhere").status_code) == (
            503,
            404,
        )
        assert "sightline_relay_confirms" in httpx.get(f"{at}/metrics").text
    finally:
        probes.stop()
