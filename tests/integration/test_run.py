"""`sightline migrate` and `sightline run`: single processes on PostgreSQL and RabbitMQ, drained by SIGTERM."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import make_url

from shared.runtime.variables import SERVICES
from tests.servers.platform import COMMAND, free_port

DEADLINE_S = 60.0
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(databases: Any, rabbit_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a command on databases of its own and the run's RabbitMQ; what still runs is ended."""
    name = f"run{time.monotonic_ns()}"
    urls = {service: databases.empty(f"{name}_{service}") for service in SERVICES}
    own = str(make_url(urls["actions"]).database)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")},
        "SIGHTLINE_DATABASE_URL": urls["actions"].replace(own, own.removesuffix("actions") + "{service}"),
        "SIGHTLINE_BROKER_URL": rabbit_url,
        "SIGHTLINE_DATA": str(tmp_path),
    }
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **more: str) -> subprocess.Popen[str]:
        with (tmp_path / "log").open("a") as log:
            process = subprocess.Popen(
                [COMMAND, *arguments], stdout=log, stderr=log, text=True, env=environment | more
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def answers(url: str, status: int) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == status
    except httpx.TransportError:
        return False


def until(condition: Callable[[], bool], why: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


def test_api_and_worker_wait_for_the_schema_serve_and_drain(start: Start, tmp_path: Path) -> None:
    api_port, worker_port = free_port(), free_port()
    api = start("run", "actions", "api", SIGHTLINE_PORT=str(api_port), SIGHTLINE_API_WORKERS="2")
    worker = start("run", "actions", "worker", SIGHTLINE_WORKER_PORT=str(worker_port))
    at = {"api": f"http://127.0.0.1:{api_port}", "worker": f"http://127.0.0.1:{worker_port}"}
    for url in at.values():
        until(lambda url=url: answers(f"{url}/health/ready", 503), f"{url} should not be ready yet")
        assert answers(f"{url}/health/live", 200)
    assert start("migrate").wait(DEADLINE_S) == 0, (tmp_path / "log").read_text()
    for url in at.values():
        until(lambda url=url: answers(f"{url}/health/ready", 200), f"{url} is not ready")
    assert answers(f"{at['api']}/api/actions/v1/openapi.json", 200)
    counted = httpx.get(f"{at['api']}/metrics").text
    assert 'sightline_http_requests_total{method="GET"' in counted, "counts of both API processes"
    until(
        lambda: 'loop="consumer"' in httpx.get(f"{at['worker']}/metrics").text, "the consumer never started"
    )
    for process in (api, worker):
        process.send_signal(signal.SIGTERM)
    assert [process.wait(DEADLINE_S) for process in (api, worker)] == [0, 0], (tmp_path / "log").read_text()
