"""A batch of 500 audits beside 500 requests of one audit, over HTTP and in one run: the rate for each audit.

The same audits of 8 graded domains and 3 findings, the same server of two processes, the same number of clients; each
has a reference in the batch, so that both ways are safe to repeat. Rounds take turns. Events are not relayed, as in
``tests.performance.http``; the pending set is emptied as a relay would.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from shared.runtime.settings import current
from shared.security.local import LocalIssuer
from tests.performance import product
from tests.reliability.own_rabbit import free_port

BATCH, SINGLE, BATCHES = 500, 400, 4
CLIENTS = (1, 8)
GOAL = 5
API = "/api/activities/v1"
ACTIVITY = {
    "case_ref": "C1", "area": "area-01", "period": "2025-01", "grade": "good", "team": "team-01",
    "domains": [{"grade": "good", "comment": ("The plan is clear and the visits are timely. " * 4).strip()}] * 8,
    "findings": [{"text": "Hold a supervision and write it down", "priority": "high"}] * 3,
}  # fmt: skip


def audit() -> dict[str, Any]:
    """The body of the audit that ``tests.performance.product`` captures."""
    command = product.audit(ACTIVITY)
    content = msgspec.to_builtins(command.content)
    for finding in content["findings"]:
        del finding["finding_id"]
    about = ("auditor", "practitioner", "service", "team", "case")
    written = {name: value for name, value in content.items() if value is not None}
    days = {"month": f"{command.month:%Y-%m}", "completed_on": command.completed_on.isoformat()}
    return {**{name: getattr(command, name) for name in about}, **days, **written}


@contextmanager
def served() -> Iterator[int]:
    """The API on a port of its own, with nothing waiting to be published."""
    port, stopping = free_port(), threading.Event()
    url = f"postgresql+psycopg://{product.USER}@{product.HOST}:{product.PORT}/sightline_bench_{{service}}"
    settings = {
        "SIGHTLINE_DATABASE_URL": url, "SIGHTLINE_BROKER_URL": product.AMQP, "SIGHTLINE_PORT": str(port),
        "SIGHTLINE_API_WORKERS": "2", "SIGHTLINE_API_THREADS": "8", "SIGHTLINE_DATA": str(product.KEYS),
    }  # fmt: skip
    command = [str(Path(sys.executable).parent / "sightline"), "run", "activities", "api"]
    server = subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)

    def empty() -> None:
        with product.database("activities", pool_size=1).engine.connect() as connection:
            while not stopping.wait(0.3):
                connection.exec_driver_sql("DELETE FROM outbox_pending")
                connection.commit()

    relay = threading.Thread(target=empty)
    relay.start()
    try:
        yield port
    finally:
        stopping.set()
        relay.join()
        server.terminate()
        server.wait()


def sent(port: int, path: str, token: str, bodies: Sequence[bytes]) -> None:
    """One client: the requests one after the other on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for body in bodies:
        connection.request("POST", API + path, body, {**headers, "Idempotency-Key": uuid4().hex})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= 300 or (b'"refused":0' not in said and path.endswith("batch")):
            raise SystemExit(f"{path} answered {answer.status}: {said[:500]!r}")
    connection.close()


def rate(port: int, path: str, token: str, shares: Sequence[Sequence[bytes]], audits: int) -> float:
    """Audits a second, of clients that begin together."""
    with ThreadPoolExecutor(len(shares)) as clients:
        began = time.perf_counter()
        list(clients.map(lambda share: sent(port, path, token, share), shares))
        return audits / (time.perf_counter() - began)


def batch(body: dict[str, Any]) -> bytes:
    items = [{**body, "kind": "case_file_audit", "reference": uuid4().hex} for _ in range(BATCH)]
    return json.dumps({"items": items}).encode()


def until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def main(rounds: int) -> None:
    product.setup()
    body = audit()
    issuer, areas = LocalIssuer(current().keys), [f"area-{n:02}" for n in range(product.SHARDS)]
    auditor = issuer.mint(person=body["auditor"], roles=["team_manager"], areas=areas)
    system = issuer.mint(person="bench-system", roles=["service_area_system"], areas=areas)
    one = json.dumps(body).encode()
    with served() as port:
        until_it_answers(port)
        sent(port, "/audits", auditor, [one] * 20)
        sent(port, "/activities/batch", system, [batch(body)])
        for clients in CLIENTS:
            ratios = []
            for n in range(rounds):
                many = max(BATCHES, clients)
                singles = rate(port, "/audits", auditor, [[one] * (SINGLE // clients)] * clients, SINGLE)
                shares = [[batch(body) for _ in range(many // clients)] for _ in range(clients)]
                batches = rate(port, "/activities/batch", system, shares, many * BATCH)
                ratios.append(batches / singles)
                line = {"bench": "batch", "round": n, "clients": clients}
                print(json.dumps({**line, "single_per_s": round(singles), "batch_per_s": round(batches)}))
            print(
                f"Batch of {BATCH} beside single requests, audits a second, {clients} client(s):"
                f" ratio {statistics.median(ratios):.1f} (goal {GOAL})",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
