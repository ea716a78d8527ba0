"""A PostgreSQL of the tests' own, to be ended without warning and started again."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from shared.runtime.embedded_postgres import EmbeddedPostgres
from shared.runtime.postgres_files import cluster_in
from tests.reliability.waiting import until

END_S = 30


class OwnPostgres:
    """Start and restart it in a thread that outlives it: the server ends with the thread that started it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = EmbeddedPostgres(folder)

    def start(self) -> None:
        self._server.start()

    def crash(self) -> None:
        """An immediate shutdown (SIGQUIT): every session is cut, and the next start recovers from the log."""
        cluster = cluster_in(self._folder)
        pid = cluster.server_pid()
        assert pid is not None, "PostgreSQL is not there to be crashed"
        os.kill(pid, signal.SIGQUIT)
        until(lambda: not cluster.is_ours(pid), END_S, "PostgreSQL does not end", every_s=0.01)

    def start_again(self) -> None:
        until(self._server.restart_if_dead, END_S, "PostgreSQL had not ended")

    def stop(self) -> None:
        self._server.stop()

    def url(self, database: str) -> str:
        return self._server.url(database)
