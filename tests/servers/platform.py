"""``sightline up`` as a person starts it, on a port and a data folder of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "sightline"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Up:
    """One started ``sightline up``; its output goes to ``up.log`` beside the data."""

    def __init__(self, data: Path, port: int | None = None) -> None:
        self.data, self.port = data, port or free_port()
        self.log = data / "up.log"
        self._said = self.log.stat().st_size if self.log.exists() else 0
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [COMMAND, "up", "--data", data, "--port", str(self.port)],
                stdout=log,
                stderr=log,
                env=environment,
            )

    def wait_ready(self, within_s: float = 60) -> float:
        """Seconds it took. Raises AssertionError with the log when it does not get ready."""
        began, answer = time.monotonic(), (0, None)
        while time.monotonic() - began < within_s:
            if self.process.poll() is not None:
                break
            answer = self.get("/health/ready")
            if answer[0] == 200 and b"serves at" in self.log.read_bytes()[self._said :]:
                return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError(f"not ready, {answer}, ended with {self.process.poll()}:\n{self._said_by_all()}")

    def _said_by_all(self) -> str:
        """Its own log and the end of the database's."""
        database = (self.data / "postgresql").resolve()
        logs = [self.log, database.parent / f"{database.name}.log"]
        return "\n".join(f"{log}:\n{log.read_text(errors='replace')[-4000:]}" for log in logs if log.exists())

    def get(self, path: str) -> tuple[int, Any]:
        """Status and body; status 0 where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, None
        finally:
            connection.close()
        return answer.status, json.loads(body) if "json" in answer.getheader("Content-Type", "") else body

    def children(self, of: int | None = None) -> dict[int, str]:
        """Process number -> command line of the children of the supervisor, or of one of them."""
        parent = str(of or self.process.pid)
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                status = (folder / "stat").read_text().rpartition(")")[2].split()
                if status[1] == parent and status[0] != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
        return found

    def memory_mib(self, kind: str = "Pss") -> float:
        """Of the whole tree with its database. Rss counts shared pages once per process, Pss once in all."""
        todo, total = [self.process.pid], 0
        while todo:
            pid = todo.pop()
            todo += self.children(pid)
            for line in _smaps(pid):
                if line.startswith(f"{kind}:"):
                    total += int(line.split()[1])
        return total / 1024

    def child(self, word: str) -> int:
        """The process number of the child whose command line has the word."""
        return next(pid for pid, line in self.children().items() if word in line)

    def stop(self, within_s: float = 60) -> int:
        """Ask for a drain, as Ctrl-C does; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(within_s)

    def kill(self) -> None:
        """SIGKILL to the supervisor alone."""
        self.process.kill()
        self.process.wait()


def _smaps(pid: int) -> list[str]:
    """Nothing of a process that ended while the others were looked at."""
    try:
        return Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []
