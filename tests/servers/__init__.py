"""Where the tests' servers come from."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Unavailable(Exception):
    """No such server can be had here; the message says what was tried."""


def answers(host: str, port: int) -> bool:
    """Whether something listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def passable_folder() -> Iterator[Path]:
    """A folder that an embedded PostgreSQL can live in, also when the tests run as root; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sightline-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
