"""gunicorn as we run it: request threads in worker processes, drained on SIGTERM."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn import glogging
from gunicorn.app.base import BaseApplication

from shared.runtime.process import die_with_parent

GRACE_S = 30
WSGI = Callable[..., Any]


class Log(glogging.Logger):
    """gunicorn's messages in the form of all our logs."""

    def setup(self, cfg: Any) -> None:
        """Called by the base class, which would add handlers of its own."""
        self.error_log.propagate = True
        self.error_log.handlers.clear()
        self.error_log.setLevel(self.LOG_LEVELS[cfg.loglevel])


class Server(BaseApplication):
    """Parameters: ``load`` builds the application in each worker process; ``stop`` ends what it started."""

    def __init__(
        self, *, bind: str, processes: int, threads: int, load: Callable[[], WSGI], stop: Callable[[], None]
    ) -> None:
        self._options = {
            "bind": bind,
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": GRACE_S,
            "timeout": 60,
            "keepalive": 65,
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
            "loglevel": "warning",
            "logger_class": Log,
            "post_fork": _after_fork,
            "worker_exit": lambda _server, _worker: stop(),
            "child_exit": _forget_metrics,
            "on_exit": _remove_metrics,
        }
        self._load = load
        super().__init__()

    def load_config(self) -> None:
        """Called by the base class."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGI:
        """Called by the base class, after the fork."""
        return self._load()


def _after_fork(_server: Any, _worker: Any) -> None:
    die_with_parent(signal.SIGKILL)


def _remove_metrics(_server: Any) -> None:
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)


def _forget_metrics(_server: Any, worker: Any) -> None:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
