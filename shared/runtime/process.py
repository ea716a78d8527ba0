"""Starting other programs so that they never outlive us, and never run as root when they must not."""

from __future__ import annotations

import ctypes
import gc
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
YOUNG_OBJECTS = 20_000
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Account:
    """An operating-system user that a program is started as."""

    name: str
    uid: int
    gid: int

    def options(self) -> dict[str, Any]:
        """What ``subprocess`` needs to become this user; nothing when we are it already."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        return subprocess.run(["test", "-x", folder], cwd="/", check=False, **self.options()).returncode == 0


def unprivileged() -> Account:
    """Ourselves, or for root: the user ``sightline`` where an operator made one, else ``nobody``."""
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in ("sightline", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise RuntimeError("started as root, and this machine has neither a user `sightline` nor `nobody`")


def settle() -> None:
    """Tell the garbage collector that what is loaded now stays, and that a batch of messages is no reason to look.

    Rows and events hold no cycles, so they go by themselves; looking for cycles among them was a third of a batch.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def die_with_parent(sign: signal.Signals) -> None:
    """Have the kernel signal this process when the thread that started it ends (Linux; elsewhere nothing)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign))


def start(
    command: Sequence[str | Path],
    *,
    account: Account | None = None,
    at_our_death: signal.Signals,
    output: IO[bytes] | None = None,
    environment: dict[str, str] | None = None,
    folder: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        cwd=folder,
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(at_our_death),
        **(account.options() if account else {}),
    )
