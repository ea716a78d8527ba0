"""A PostgreSQL for benchmarks, settled like the peers' own readings: 1 GB of buffers, commits on disk, timestamps."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from shared.runtime.postgres_files import cluster_in
from shared.runtime.process import start
from tests.reliability.own_rabbit import free_port

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
    "work_mem": "64MB",
    "random_page_cost": "1.1",
    "max_connections": "200",
    "track_commit_timestamp": "on",
    "jit": "on",
}


@contextmanager
def postgres(folder: Path) -> Iterator[dict[str, str]]:
    """The harness's variables for a server on loopback that lets its own machine in."""
    cluster, port = cluster_in(folder), free_port()
    (cluster.folder / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 trust\n")
    command = [
        str(cluster.program("postgres")),
        "-D",
        str(cluster.folder),
        "-k",
        str(cluster.sockets),
        "-p",
        str(port),
    ]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with cluster.log.open("ab") as log:
        server = start(
            command, account=cluster.account, at_our_death=signal.SIGINT, output=log,
            environment=cluster.environment, folder="/",
        )  # fmt: skip
    try:
        _wait(port, cluster.superuser)
        yield {"BENCH_PG_HOST": "127.0.0.1", "BENCH_PG_PORT": str(port), "BENCH_PG_USER": cluster.superuser}
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(port: int, user: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=user, dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
