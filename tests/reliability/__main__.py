"""``make reliability``: every scenario in full, then the table of all verdicts.

What follows the command goes to pytest: ``make reliability ARGS="-k r7"``. ``SIGHTLINE_TEST_RELIABILITY=middle``
plays the forms of some minutes.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.verdict import KEPT, Verdict

HERE = Path(__file__).parent
TESTS = HERE.parent
# Scenarios that are proved by the ordinary tests: every one that passes counts.
ORDINARY = {
    "R14": (
        TESTS / "contract" / "test_brokers.py",
        "the same contract on the embedded broker and on RabbitMQ",
    ),
    "R15": (TESTS / "architecture" / "test_events.py", "no code path publishes but the relay"),
}


class Table:
    """Counts the ordinary tests by scenario and puts their verdicts beside the others'."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Counter[str]] = {name: Counter() for name in ORDINARY}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, (path, _) in ORDINARY.items():
            if path.name in report.nodeid and (report.when == "call" or report.outcome != "passed"):
                self._outcomes[name][report.outcome] += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self, config: pytest.Config) -> None:
        found = config.stash.setdefault(KEPT, [])
        for name, outcomes in self._outcomes.items():
            if outcomes:
                bad = outcomes.total() - outcomes["passed"]
                found.append(Verdict(name, ok=outcomes["passed"], unexpected=bad, note=ORDINARY[name][1]))
        found.sort(key=lambda verdict: int(verdict.scenario[1:]))


def main() -> int:
    """The exit code is pytest's: 0 when every verdict is good."""
    paths = [str(HERE), *(str(path) for path, _ in ORDINARY.values())]
    return int(pytest.main([*paths, "-q", *sys.argv[1:]], plugins=[Table()]))


if __name__ == "__main__":
    os.environ.setdefault("SIGHTLINE_TEST_RELIABILITY", "full")
    sys.exit(main())
