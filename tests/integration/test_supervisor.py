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
from shared.runtime.variables import APIS, SERVICES
from tests.servers import passable_folder
from tests.servers.platform import COMMAND, Up

DEADLINE_S = 60.0


@pytest.fixture(scope="module")
def platform() -> Iterator[Up]:
    """One platform for the tests that leave it as they found it."""
    with passable_folder() as folder:
        running = Up(folder)
        try:
            running.wait_ready()
            yield running
        finally:
            if running.process.poll() is None:
                running.stop()


@pytest.fixture
def up(data_folder: Path) -> Iterator[Callable[..., Up]]:
    """Starts platforms on one new data folder, and stops what still runs."""
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


def test_it_serves_every_service(platform: Up) -> None:
    assert platform.get("/health/ready") == (200, dict.fromkeys(SERVICES, 200))
    assert platform.get("/health/live") == (200, {"silent": {}})
    for service in APIS:
        status, document = platform.get(f"/api/{service}/v1/openapi.json")
        assert (status, document["openapi"][:3]) == (200, "3.1")
    assert b"sightline_outbox_pending" in platform.get("/metrics")[1]
    assert platform.get("/api/nobody/v1/things")[0] == 404


def test_the_whole_platform_with_its_database_stays_small(platform: Up) -> None:
    pss, rss = platform.memory_mib("Pss"), platform.memory_mib("Rss")
    print(f"platform at rest: PSS {pss:.0f} MiB, RSS {rss:.0f} MiB")
    assert pss < 600


@pytest.mark.parametrize("victim", ["together", "postgres"])
def test_a_killed_child_comes_back(platform: Up, victim: str) -> None:
    old = platform.child(victim)
    os.kill(old, signal.SIGKILL)
    until(
        lambda: any(victim in line for pid, line in platform.children().items() if pid != old),
        f"no new {victim}",
    )
    platform.wait_ready()


def test_a_killed_server_process_comes_back(platform: Up) -> None:
    (worker,) = platform.children(platform.child("together"))
    os.kill(worker, signal.SIGKILL)
    until(lambda: not _runs(worker), "the killed process is still there")
    platform.wait_ready()


def test_another_on_the_same_data_folder_is_refused(platform: Up) -> None:
    second = Up(platform.data)
    assert second.process.wait(DEADLINE_S) == 1
    assert f"in use by another Sightline (process {platform.process.pid})" in second.log.read_text()
    assert platform.get("/health/ready")[0] == 200


def test_a_taken_port_is_named(platform: Up, up: Callable[..., Up]) -> None:
    second = up(platform.port)
    assert second.process.wait(DEADLINE_S) == 1
    assert "choose another --port" in second.log.read_text()


def test_after_a_kill_the_next_start_takes_over_and_a_drain_leaves_nothing(up: Callable[..., Up]) -> None:
    first = up()
    first.wait_ready()
    assert _sightline(first.data, "parked", "list") == "0 parked messages"  # beside a running platform
    server, postgres = first.child("together"), first.child("postgres")
    first.kill()
    second = up(first.port)  # at once: the old processes may still be ending
    second.wait_ready()
    assert not _runs(server)
    assert not _runs(postgres)
    children = second.children()
    assert second.stop() == 0
    assert not [pid for pid in children if _runs(pid)]
    assert "shut down" in (second.data / "postgresql" / "server.log").read_text()
    assert _sightline(second.data, "parked", "list") == "0 parked messages"  # and without one
    server_of_the_command_has_ended = EmbeddedPostgres(second.data)
    server_of_the_command_has_ended.start()
    server_of_the_command_has_ended.stop()


def _sightline(data: Path, *arguments: str) -> str:
    environment = {**os.environ, "SIGHTLINE_DATA": str(data)}
    done = subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
