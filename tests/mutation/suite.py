"""One service's unit tests, run again and again in forks of a process that has every library at hand."""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import hypothesis
import pytest

from tests.mutation.mutants import Mutant

FRESH = re.compile(r"services\b|tests\.unit\b|.*conftest$|__main__$")
"""Modules that every run imports anew, because they are or may have seen what is changed."""
QUIET = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--ignore-glob=*/test_cost.py"]


class Ordered:
    """A pytest plug-in: the quickest tests first, by what they took before."""

    def __init__(self, taken: dict[str, float]) -> None:
        self.taken = taken

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.taken.get(item.nodeid, 0.0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.taken[report.nodeid] = max(self.taken.get(report.nodeid, 0.0), report.duration)


class Suite:
    """The tests of one service, run again and again.

    Raises:
        SystemExit: they fail before anything is changed.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths, self._taken, self._limit = paths, dict[str, float](), 300
        with tempfile.NamedTemporaryFile() as told:
            started = time.monotonic()
            if not self._passes(tell=told.name):
                raise SystemExit(f"the tests fail as they are: {' '.join(paths)}")
            self._limit = 10 + int(5 * (time.monotonic() - started))
            self._taken, imported = json.loads(Path(told.name).read_bytes())
        for name in imported:
            with suppress(Exception):
                importlib.import_module(name)

    def notices(self, mutant: Mutant) -> bool:
        """Whether a test turns red, or the run ends in no time that is usual."""
        return not self._passes(mutant)

    def _passes(self, mutant: Mutant | None = None, tell: str = "") -> bool:
        sys.stdout.flush()
        child = os.fork()
        if child:
            ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if ended > pytest.ExitCode.INTERRUPTED:
                raise SystemExit(f"the tests could not be run ({ended}) on: {mutant}")
            return ended == pytest.ExitCode.OK
        try:
            signal.alarm(self._limit)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            if mutant:
                put_in_place(mutant)
            order = Ordered(self._taken)
            told = int(pytest.main([*QUIET, *self._paths], plugins=[order]))
            if tell:
                kept = [name for name in sys.modules if not FRESH.match(name)]
                Path(tell).write_text(json.dumps([order.taken, kept]))
            os._exit(told)
        finally:
            os._exit(99)


def put_in_place(mutant: Mutant) -> None:
    """From now on, an import of the mutant's module finds its code."""
    code, usual = mutant.code(), SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        return code if name == mutant.module else usual(loader, name)

    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]


def settle() -> None:
    """The same tests each time, with the same examples and nothing kept."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile(
        "mutation", database=None, derandomize=True, deadline=None, phases=list(hypothesis.Phase)[:3]
    )
    hypothesis.settings.load_profile("mutation")
