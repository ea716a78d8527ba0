"""Processes of services, each started again at once when it ends, as an operator's supervisor would."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

import httpx

from shared.runtime.process import die_with_parent
from tests.reliability.waiting import until
from tests.servers.platform import COMMAND, free_port

LOOK_S = 0.02
READY_S = 90
DRAIN_S = 40


@dataclass
class Member:
    """One process; ``port`` is where it answers."""

    service: str
    kind: str
    port: int
    kills: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def name(self) -> str:
        return f"{self.service}-{self.kind}-{self.port}"


class Fleet:
    """Parameters: ``environment`` of every process; ``folder`` takes their output."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.members: list[Member] = []
        self._environment, self._folder = environment, folder
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="fleet", daemon=True)
        self._watcher.start()

    def start(self, service: str, kind: str, **variables: str) -> Member:
        """Begin to run ``sightline run SERVICE api|worker`` and keep it running."""
        member = Member(service, kind, free_port())
        self._environment |= variables
        with self._lock:
            self._launch(member)
            self.members.append(member)
        return member

    def wait_ready(self, *members: Member) -> None:
        """Until these, or all, answer that they are ready."""
        for member in members or self.members:
            until(partial(_ready, member), READY_S, partial(self._unready, member))

    def kill(self, member: Member, chance: random.Random | None = None) -> None:
        """kill -9 the process; of an API, by ``chance``, the one that answers requests instead of its parent."""
        with self._lock:
            assert member.process is not None
            victims = [member.process.pid]
            if chance and member.kind == "api":
                victims += _children(member.process.pid)
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims) if chance else victims[0], signal.SIGKILL)
            member.kills += 1

    def roll(self, member: Member) -> None:
        """End the process as an operator does, and wait until the one that takes its place is ready."""
        with self._lock:
            ended = member.process
            assert ended is not None
            ended.send_signal(signal.SIGTERM)
        until(lambda: member.process is not ended, DRAIN_S, f"{member.name} does not end")
        self.wait_ready(member)

    def stop(self, graceful: bool = False) -> None:
        """End all of them and start none again."""
        self._stopping.set()
        self._watcher.join()
        for member in self.members:
            if member.process is not None and member.process.poll() is None:
                member.process.send_signal(signal.SIGTERM if graceful else signal.SIGKILL)
        for member in self.members:
            if member.process is not None:
                member.process.wait(60)

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_S):
            with self._lock:
                for member in self.members:
                    if member.process is not None and member.process.poll() is not None:
                        self._launch(member)

    def _launch(self, member: Member) -> None:
        variable = "SIGHTLINE_PORT" if member.kind == "api" else "SIGHTLINE_WORKER_PORT"
        with self._log(member) as log:
            member.process = subprocess.Popen(
                [COMMAND, "run", member.service, member.kind],
                env={**self._environment, variable: str(member.port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: die_with_parent(signal.SIGTERM),
            )

    def _log(self, member: Member) -> IO[bytes]:
        return (self._folder / f"{member.name}.log").open("ab")

    def _unready(self, member: Member) -> str:
        log = self._folder / f"{member.name}.log"
        return f"{member.name} is not ready:\n{log.read_text(errors='replace')[-3000:]}"


def _ready(member: Member) -> bool:
    try:
        return httpx.get(f"{member.url}/health/ready", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
