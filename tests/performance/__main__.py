"""``make bench``: every figure of docs/performance.md, as ratios in one run.

PEERS names the folder of the harness with peers and limits (its ``peers.py`` runs us beside them); without one only
our own figures are printed. RabbitMQ is the one on 127.0.0.1 or BENCH_AMQP; PostgreSQL is started for the run.
``--quick`` runs one round with fewer events.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.performance.server import postgres

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench"
PARTS = ("w1", "w1lat", "w3", "http", "batch", "report", "sampling")
US, NEAR_LIMIT, CELERY = "product", "e-pika-quorum", "c-celery"
Line = dict[str, Any]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true", help="one round, fewer events")
    options.add_argument("--only", default="", help="w1, w1lat, w3, http, batch, report or sampling")
    chosen = options.parse_args()
    peers = Path(os.environ.get("PEERS", ROOT.parent / "shared" / "bench"))
    data = Path("/var/lib/sightline/bench") if os.geteuid() == 0 else BUILD / "postgres"
    BUILD.mkdir(parents=True, exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    with postgres(data) as variables:
        bench = Bench(peers, variables, quick=chosen.quick)
        for name in [chosen.only] if chosen.only else PARTS:
            getattr(bench, name)()
    print("\n".join(["", "Summary", *bench.summary]))


class Bench:
    """One run. Peers take turns with us, so that the machine's drift hits all alike."""

    def __init__(self, peers: Path, variables: dict[str, str], *, quick: bool) -> None:
        self.peers, self.quick, self.summary = peers, quick, list[str]()
        self.rounds = "1" if quick else "3"
        self.events = "6000" if quick else "20000"
        self.out = BUILD / "results.jsonl"
        self.out.unlink(missing_ok=True)
        self.python = self._environment() if (peers / "peers.py").exists() else None
        self.environment = {
            **os.environ, **variables, "BENCH_OUT": str(self.out), "BENCH_TMP": str(BUILD / "scratch"),
            "PYTHONPATH": f"{ROOT}:{peers}",
        }  # fmt: skip

    def w1(self) -> None:
        """Saturated: capture to committed projection, without HTTP."""
        mine, near, celery = self._peers("w1", (US, NEAR_LIMIT, CELERY), "--n", self.events)
        for peer, goal in ((near, 0.8), (celery, 10)):
            self._ratio(f"W1 events/s beside {peer[0]['peer']}", mine, peer, "events_per_s", f">= {goal}")
        self._ratio("W1 CPU s/1k beside e-pika-quorum", mine, near, "cpu_all", "<= 1")

    def w1lat(self) -> None:
        """Latency at 200 events a second."""
        mine, near = self._peers("w1lat", (US, NEAR_LIMIT), "--rate", "200", "--n", "1500")
        for name in ("p50_ms", "p99_ms"):
            self._ratio(f"W1 {name} at 200/s beside e-pika-quorum", mine, near, name, "<= 1.5")

    def w3(self) -> None:
        """A burst of 300 a second for 20 s, and a closed loop of 50 eager clients."""
        for name, options in (("300/s for 20 s", ["--rate", "300"]), ("50 clients, closed loop", [])):
            lines = self._run("w3", (US,), "--rounds", "1", "--seconds", "20", *options)
            for line in (one for one in lines if one.get("consumers") == 1):
                self.summary.append(
                    f"W3 {name}: captured {line['captured']}, backlog at end {line['backlog_end']}, highest"
                    f" {line['max_backlog']}, drained in {line['drain_s']} s, p99 {line['p99_ms']:.0f} ms"
                )

    def http(self) -> None:
        self._module(
            "tests.performance.http", self.rounds, PEERS=str(self.peers), PEERS_PYTHON=str(self.python)
        )

    def batch(self) -> None:
        self._module("tests.performance.batch", self.rounds)

    def report(self) -> None:
        self._module("tests.performance.report", *(("1",) if self.quick else ()))

    def sampling(self) -> None:
        self._module("tests.performance.sampling")

    def _peers(self, what: str, names: tuple[str, ...], *options: str) -> list[list[Line]]:
        lines = self._run(what, names, "--rounds", self.rounds, *options)
        return [
            [line for line in lines if line.get("peer") == name and "consistent" in line]  # whole rounds
            for name in names
        ]

    def _run(self, what: str, names: tuple[str, ...], *options: str) -> list[Line]:
        if self.python is None:
            raise SystemExit(f"no harness in {self.peers}: set PEERS to its folder")
        before = len(self._lines())
        command = [
            self.python,
            self.peers / "peers.py",
            what,
            "--spec",
            ROOT / "tests/performance/product.json",
        ]
        subprocess.run(
            [*command, "--peers", ",".join(names), *options], cwd=ROOT, env=self.environment, check=True
        )
        return self._lines()[before:]

    def _lines(self) -> list[Line]:
        return [json.loads(line) for line in self.out.read_text().splitlines()] if self.out.exists() else []

    def _ratio(self, what: str, mine: list[Line], peer: list[Line], key: str, goal: str) -> None:
        def middle(lines: list[Line]) -> float:
            return statistics.median(line[key] for line in lines)

        self.summary.append(
            f"{what}: {middle(mine):.4g} to {middle(peer):.4g}, ratio {middle(mine) / middle(peer):.2f} (goal {goal})"
        )

    def _module(self, name: str, *arguments: str, **variables: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", name, *arguments], cwd=ROOT, env={**self.environment, **variables},
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        print(done.stdout, end="", flush=True)
        self.summary += [line for line in done.stdout.splitlines() if not line.startswith("{")]

    def _environment(self) -> Path:
        """The peers' own libraries, in a virtual environment of their own."""
        folder = BUILD / "peers"
        if not (folder / "bin" / "celery").exists():
            uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
            subprocess.run([uv, "venv", "--quiet", folder], check=True)
            wanted = ["--python", folder / "bin" / "python", "-r", self.peers / "requirements.txt"]
            subprocess.run([uv, "pip", "install", "--quiet", *wanted], check=True)
        return folder / "bin" / "python"


if __name__ == "__main__":
    main()
