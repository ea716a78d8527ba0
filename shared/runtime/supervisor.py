"""The parent of ``sightline up``: owns the embedded PostgreSQL and the process that serves everything."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

import structlog

from shared.runtime.embedded_postgres import EmbeddedPostgres
from shared.runtime.process import start
from shared.runtime.settings import Settings

READY_S, DRAIN_S, PORT_S = 90.0, 45.0, 5.0
BACKOFF_S, STEADY_S = (0, 0.5, 1, 2, 5), 10.0
log = structlog.get_logger()


class CannotServe(RuntimeError):
    """The platform did not come up; the message says why."""


class Supervisor:
    """Use as a context manager: ready inside, drained after. ``watch`` keeps it up until asked to stop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.url = f"http://{settings.host}:{settings.port}"
        self.stopping = threading.Event()
        self.ready = False
        self._postgres = EmbeddedPostgres(settings.data) if settings.embedded else None
        self._server: subprocess.Popen[bytes] | None = None
        self._served_at = 0.0
        self._failures = 0

    def start(self) -> None:
        """Returns once every service is ready. Raises: AlreadyRunning, CannotStart, CannotServe."""
        try:
            if self._postgres is not None:
                self._postgres.start()
                self._postgres.create_databases(self.settings.embedded)
            self._wait_for_port()
            self._serve()
            self._wait_until_ready()
            self.ready = True
        except BaseException:
            self.stop()
            raise

    def watch(self) -> None:
        """Bring up again whatever dies, until ``stopping`` is set."""
        while not self.stopping.wait(0.5):
            if self._postgres is not None and self._postgres.restart_if_dead():
                log.error("PostgreSQL had ended and was started again")
            if self._server is not None and self._server.poll() is not None:
                log.error("the server had ended and is started again", code=self._server.returncode)
                lived = time.monotonic() - self._served_at
                self._failures = 0 if lived > STEADY_S else self._failures + 1
                self.stopping.wait(BACKOFF_S[min(self._failures, len(BACKOFF_S) - 1)])
                self._serve()

    def stop(self) -> None:
        """Drain the server, then shut the database down."""
        self.stopping.set()
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGTERM)
            try:
                self._server.wait(DRAIN_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._server = None
        if self._postgres is not None:
            self._postgres.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        settings = self.settings
        told = {
            "SIGHTLINE_DATA": settings.data,
            "SIGHTLINE_HOST": settings.host,
            "SIGHTLINE_PORT": settings.port,
            "SIGHTLINE_LOG_LEVEL": settings.log_level,
            "MALLOC_ARENA_MAX": 2,  # many threads, little memory
        }
        self._served_at = time.monotonic()
        self._server = start(
            [sys.executable, "-P", "-m", "shared.runtime.together"],
            at_our_death=signal.SIGKILL,
            environment={**os.environ, **{name: str(value) for name, value in told.items()}},
        )

    def _wait_for_port(self) -> None:
        """A killed predecessor lets go of the port a moment later; anybody else keeps it."""
        deadline = time.monotonic() + PORT_S
        while True:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((self.settings.host, self.settings.port))
                except OSError as error:
                    if time.monotonic() > deadline:
                        at = f"{self.settings.host}:{self.settings.port}"
                        raise CannotServe(
                            f"cannot listen on {at} ({error.strerror}): choose another --port"
                        ) from None
                else:
                    return
            time.sleep(0.05)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if self._server is None or self._server.poll() is not None:
                raise CannotServe("the server ended while starting: its messages are above")
            if self._answers_ready():
                return
            time.sleep(0.05)
        raise CannotServe(
            f"not ready after {READY_S:.0f} s: {self.url}/health/ready says which service is not"
        )

    def _answers_ready(self) -> bool:
        connection = http.client.HTTPConnection(self.settings.host, self.settings.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
