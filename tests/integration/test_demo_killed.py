"""The demonstration goes on when its platform is killed under it: the same keys are sent again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from shared.demo.server import clear

KILLS_AFTER = ("April 2025", "May 2025")


def server_of(demo: psutil.Process) -> psutil.Process:
    """The process that serves all APIs, however deep it stands."""
    return next(
        p for p in demo.children(recursive=True) if "shared.runtime.together" in " ".join(p.cmdline())
    )


@pytest.mark.long
def test_a_platform_that_is_killed_twice_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Failure: SIGKILL of the serving process in mid-capture. Noticed by: the verdict line, and the exit code."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "shared.runtime.cli", "demo", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**bare, "PYTHONUNBUFFERED": "1"},
    )
    assert demo.stdout is not None
    told = []
    try:
        for line in demo.stdout:
            told.append(line)
            if any(line.rstrip().endswith(month) for month in KILLS_AFTER):
                server_of(psutil.Process(demo.pid)).send_signal(signal.SIGKILL)
        assert demo.wait() == 0
    finally:
        demo.terminate()
        demo.wait()
        clear(tmp_path / "platform")
    assert told[-1].rstrip().endswith("lost 0  duplicated 0")
