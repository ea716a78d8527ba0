"""The platform as a child process: one command, a data folder of its own, ended with us."""

from __future__ import annotations

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
from shared.runtime.embedded_postgres import EmbeddedPostgres
from shared.runtime.process import die_with_parent

START_SECONDS = 90.0
STOP_SECONDS = 30.0
USUAL_PORT = 8080
SERVES = "Sightline serves at"
LOG_END = 2000


class DidNotStart(RuntimeError):
    """The platform did not become ready; the message ends with the end of its log."""


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
    """Remove an earlier run's data, the database first: it may stand elsewhere, behind a link.

    Raises:
        AlreadyRunning: a platform is serving from it.
    """
    EmbeddedPostgres(folder).remove()
    shutil.rmtree(folder, ignore_errors=True)


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
