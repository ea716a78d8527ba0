"""The platform as a child process: one command, a data folder of its own, ended with us."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.demo.waiting import until_true
from shared.runtime.process import die_with_parent

START_SECONDS = 90.0
STOP_SECONDS = 30.0
USUAL_PORT = 8080
SERVES = "Sightline serves at"
LOG_END = 2000


class DidNotStart(RuntimeError):
    """The platform did not become ready; the message ends with the end of its log."""


class InUse(RuntimeError):
    """Its data are somebody's who is at work."""


@dataclass(frozen=True, slots=True)
class Running:
    """A platform that answers."""

    url: str
    process: subprocess.Popen[bytes]

    def wait(self) -> None:
        """Until it ends, which it does when somebody ends it."""
        self.process.wait()


@contextmanager
def platform(data: Path, log: Path, *, port: int = 0) -> Iterator[Running]:
    """Start `sightline up` on a data folder, and stop it in order at the end. Without a port: any that is free.

    It is its own log that says when it serves: whoever answers at the address could be somebody else's platform.

    Raises:
        DidNotStart: it ended, or was not ready within a minute and a half.
    """
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    place = {"SIGHTLINE_DATA": str(data), "SIGHTLINE_HOST": "127.0.0.1", "SIGHTLINE_PORT": str(port)}
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "shared.runtime.cli", "up"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**_own_environment(), **place},
            start_new_session=True,  # Ctrl-C reaches us alone, and we end it in order
            preexec_fn=lambda: die_with_parent(signal.SIGTERM),
        )
    try:
        ready = until_true(
            lambda: process.poll() is not None or SERVES in log.read_text(errors="replace"), START_SECONDS
        )
        if not ready or process.poll() is not None:
            raise DidNotStart(f"the platform did not start; its log {log} ends:\n{_tail(log)}")
        yield Running(url, process)
    finally:
        _stop(process)


def _own_environment() -> dict[str, str]:
    """Ours without a word of the platform's settings: invented data must not reach a database that is named there."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SIGHTLINE_") or name.startswith("SIGHTLINE_LOG_")
    }


def free_port(wanted: int = 0) -> int:
    """The wanted port where nobody listens on it, else any."""
    for port in (wanted, 0):
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(attempt.getsockname()[1])
    raise OSError("this machine has no free port")


def clear(folder: Path) -> None:
    """Remove an earlier run's data. For root the database may stand behind a link, and goes with it.

    Raises:
        InUse: a platform is serving from it.
    """
    if _in_use(folder / "postgresql.lock"):
        raise InUse(f"a platform is serving from {folder}: stop it, or choose another folder with --data")
    database = folder / "postgresql"
    if database.is_symlink():
        cluster = database.resolve()
        for part in (cluster, cluster.with_name(f"{cluster.name}.sockets")):
            shutil.rmtree(part, ignore_errors=True)
        cluster.with_name(f"{cluster.name}.log").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _in_use(lock: Path) -> bool:
    """Whether a running platform holds its lock."""
    if not lock.exists():
        return False
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-LOG_END:]
