"""The embedded PostgreSQL: kept in a folder, safe from root, taken over after any crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from shared.runtime.embedded_postgres import AlreadyRunning, EmbeddedPostgres
from shared.runtime.postgres_files import LONGEST_SOCKET, cluster_in

OWNER = """
import sys, time
from pathlib import Path
from shared.runtime.embedded_postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
server.create_databases(["kept"])
print(server._process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(data_folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(data_folder)
    yield server
    server.stop()


def connect(server: EmbeddedPostgres, database: str) -> psycopg.Connection[tuple[object, ...]]:
    url = make_url(server.url(database)).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def test_what_was_committed_is_there_after_a_crash_of_the_server(server: EmbeddedPostgres) -> None:
    server.start()
    server.create_databases(["kept"])
    with connect(server, "sightline_kept") as connection:
        connection.execute("CREATE TABLE note (text text)")
        connection.execute("INSERT INTO note VALUES ('committed')")
    pid = server._process.pid if server._process else 0
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0) if server._process is None else server._process.wait()
    assert server.restart_if_dead()
    assert not server.restart_if_dead()
    with connect(server, "sightline_kept") as connection:
        assert connection.execute("SELECT text FROM note").fetchall() == [("committed",)]


def test_a_process_that_hangs_on_after_its_server_was_killed_is_ended(server: EmbeddedPostgres) -> None:
    server.start()
    server.create_databases(["kept"])
    with connect(server, "sightline_kept") as connection:
        connection.execute("CREATE TABLE note (text text)")
        hanging = connection.info.backend_pid
        os.kill(hanging, signal.SIGSTOP)
        assert server._process is not None
        server._process.kill()
        server._process.wait()
        assert server.restart_if_dead()
    with connect(server, "sightline_kept") as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchall() == [(0,)]


def test_only_its_owner_can_connect(server: EmbeddedPostgres) -> None:
    server.start()
    sockets = cluster_in(server.data).sockets
    assert sockets.stat().st_mode & 0o777 == 0o700
    with connect(server, "postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_it_never_runs_as_root(server: EmbeddedPostgres) -> None:
    server.start()
    assert server._process is not None
    uids = next(
        line.split()[1:]
        for line in Path(f"/proc/{server._process.pid}/status").read_text().splitlines()
        if line.startswith("Uid:")
    )
    assert "0" not in uids


def test_a_second_one_on_the_same_folder_is_refused(server: EmbeddedPostgres) -> None:
    server.start()
    with pytest.raises(AlreadyRunning, match=str(os.getpid())):
        EmbeddedPostgres(server.data).start()


def test_a_server_whose_owner_was_killed_ends_and_the_next_start_succeeds(server: EmbeddedPostgres) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, server.data], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    orphan = int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    server.start()
    assert server._process is not None
    assert server._process.pid != orphan
    with connect(server, "sightline_kept") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_lock_file_with_a_strangers_process_number_is_cleared(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    cluster = cluster_in(server.data)
    (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.folder}\n")
    (cluster.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    server.start()
    with connect(server, "postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_with_a_long_path_gets_a_short_socket(data_folder: Path) -> None:
    deep = data_folder / ("long-" * 20) / "data"
    deep.parent.mkdir(mode=0o711)
    server = EmbeddedPostgres(deep)
    try:
        server.start()
        sockets = cluster_in(deep).sockets
        assert len(str(sockets)) <= LONGEST_SOCKET
        with connect(server, "postgres") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
    server.remove()
    assert not sockets.exists()


def test_a_private_folder_stays_private(data_folder: Path) -> None:
    """A server started by root cannot live in root's own folder: its files go elsewhere, the folder stays closed."""
    home = data_folder / "home"
    home.mkdir(mode=0o700)
    server = EmbeddedPostgres(home / "data")
    try:
        server.start()
        with connect(server, "postgres") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
    assert home.stat().st_mode & 0o777 == 0o700
    cluster = (home / "data" / "postgresql").resolve()
    assert cluster.is_relative_to(home) == (os.geteuid() != 0)
    server.remove()
    left = [path.name for path in (home / "data").iterdir()]
    assert (cluster.exists(), left) == (False, ["postgresql.lock"])
    server.remove()  # nothing left to remove is no error
