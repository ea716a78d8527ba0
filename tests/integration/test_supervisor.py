"""`sightline up`: one command, killed in any way and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.runtime.embedded_postgres import EmbeddedPostgres
from shared.runtime.variables import SERVICES
from tests.servers.platform import COMMAND, Up, free_port

DEADLINE_S = 60.0


@pytest.fixture
def up(data_folder: Path) -> Iterator[Callable[..., Up]]:
    started: list[Up] = []

    def start(port: int | None = None) -> Up:
        started.append(Up(data_folder, port))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


def until(condition: Callable[[], bool], why: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


def test_it_serves_every_service_and_stops_in_order(up: Callable[..., Up]) -> None:
    platform = up()
    platform.wait_ready()
    assert platform.get("/health/ready") == (200, dict.fromkeys(SERVICES, 200))
    assert platform.get("/health/live") == (200, {"silent": {}})
    for service in SERVICES:
        status, document = platform.get(f"/api/{service}/v1/openapi.json")
        assert (status, document["openapi"][:3]) == (200, "3.1")
    assert b"sightline_outbox_pending" in platform.get("/metrics")[1]
    assert platform.get("/api/nobody/v1/things")[0] == 404
    children = platform.children()
    assert platform.stop() == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert "shut down" in (platform.data / "postgresql.log").read_text()


def test_after_a_kill_of_the_supervisor_nothing_is_left_and_the_next_start_takes_over(
    up: Callable[..., Up],
) -> None:
    first = up()
    first.wait_ready()
    server, postgres = first.child("together"), first.child("postgres")
    first.kill()
    second = up(first.port)  # at once: the old processes may still be ending
    second.wait_ready()
    for pid in (server, postgres):
        assert not _runs(pid)
    assert second.stop() == 0


@pytest.mark.parametrize("victim", ["together", "postgres"])
def test_a_killed_child_comes_back(up: Callable[..., Up], victim: str) -> None:
    platform = up()
    platform.wait_ready()
    old = platform.child(victim)
    os.kill(old, signal.SIGKILL)
    until(
        lambda: any(victim in line for pid, line in platform.children().items() if pid != old),
        f"no new {victim}",
    )
    platform.wait_ready()
    assert platform.process.poll() is None


def test_a_killed_server_process_comes_back(up: Callable[..., Up]) -> None:
    platform = up()
    platform.wait_ready()
    (worker,) = platform.children(platform.child("together"))
    os.kill(worker, signal.SIGKILL)
    until(lambda: not _runs(worker), "the killed process is still there")
    platform.wait_ready()


def test_two_on_one_data_folder_are_refused(up: Callable[..., Up]) -> None:
    first = up()
    first.wait_ready()
    second = up()
    assert second.process.wait(DEADLINE_S) == 1
    assert f"in use by another Sightline (process {first.process.pid})" in second.log.read_text()
    assert first.get("/health/ready")[0] == 200


def test_a_taken_port_is_named(up: Callable[..., Up]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        platform = up(taken.getsockname()[1])
        assert platform.process.wait(DEADLINE_S) == 1
    assert "choose another --port" in platform.log.read_text()


def test_commands_work_beside_a_running_platform_and_without_one(up: Callable[..., Up]) -> None:
    platform = up()
    platform.wait_ready()
    assert _sightline(platform.data, "parked", "list") == "0 parked messages"
    assert platform.stop() == 0
    assert _sightline(platform.data, "parked", "list") == "0 parked messages"
    server = EmbeddedPostgres(platform.data)
    server.start()  # the command's own server is gone again
    server.stop()


def _sightline(data: Path, *arguments: str) -> str:
    environment = {**os.environ, "SIGHTLINE_DATA": str(data)}
    done = subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
