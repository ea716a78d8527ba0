"""A RabbitMQ node of the tests' own, to be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.servers import Unavailable, answers
from tests.servers.platform import free_port

START_S = 120
PROGRAMS = Path("/usr/lib/rabbitmq/bin")


class OwnRabbit:
    """Debian's RabbitMQ on ports and folders of its own. Raises: Unavailable where it is not installed.

    A queue's registration is on disk about half a second after the declaration, so a kill within the first second
    of a queue's life may take the queue with it.
    """

    def __init__(self, folder: Path) -> None:
        if not (PROGRAMS / "rabbitmq-server").exists() and not shutil.which("rabbitmq-server"):
            raise Unavailable("rabbitmq-server is not installed, and this test must kill one")
        self.port = free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/%2F"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        (folder / "enabled_plugins").write_text("[].\n")
        (folder / "rabbitmq.conf").write_text(f"listeners.tcp.default = 127.0.0.1:{self.port}\n")
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"sightline{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +sbwtdcpu none +sbwtdio none",
        }

    def launch(self) -> None:
        """Begin to start; ``start`` waits for it."""
        program = PROGRAMS / "rabbitmq-server"
        with (self._folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [str(program if program.exists() else "rabbitmq-server")],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start, also after a kill, and wait until it answers. Raises: Unavailable."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                self.kill()  # its script may have ended without the node
                self.launch()
            if answers("127.0.0.1", self.port):
                return
            time.sleep(0.1)
        raise Unavailable(f"RabbitMQ did not start: {(self._folder / 'output').read_text()[-2000:]}")

    def kill(self) -> None:
        """kill -9 the node, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    stop = kill
