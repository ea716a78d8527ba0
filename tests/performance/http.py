"""Capture over HTTP beside the harness's near-limit server: token, validation, idempotency, outbox against none.

Prints one line per server and round, and the median ratio at 8 connections. Needs ``wrk``; run by ``make bench``.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.performance import product

HARNESS = Path(os.environ["PEERS"])
sys.path.insert(0, str(HARNESS))

import common  # type: ignore[import-not-found]  # noqa: E402  # the harness's
import l3  # type: ignore[import-not-found]  # noqa: E402  # the harness's

from shared.runtime.settings import current  # noqa: E402
from shared.security.local import LocalIssuer  # noqa: E402

PORT = l3.PORT
PATH = "/api/activities/v1/audits"
LIMIT = "limit wsgi gthread w2 t8"
CONNECTIONS, SECONDS = 8, 6
ONLY_OBSERVED = ("setting", "improvement_link")

LUA = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer %(token)s"
local body = [==[%(body)s]==]
local n, seed = 0, "%(seed)s"
function request()
  n = n + 1
  wrk.headers["Idempotency-Key"] = seed .. n
  return wrk.format(nil, nil, nil, body)
end
"""


def body_of(command: Any) -> str:
    """The same audit that W1 captures, as a request."""
    import msgspec

    content = msgspec.to_builtins(command.content)
    for finding in content["findings"]:
        del finding["finding_id"]
    content = {
        name: value
        for name, value in content.items()
        if value is not None and name not in ("setting", "improvement_link")
    }
    return json.dumps(
        {
            "auditor": command.auditor,
            "practitioner": command.practitioner,
            "service": command.service,
            "team": command.team,
            "month": f"{command.month:%Y-%m}",
            "completed_on": command.completed_on.isoformat(),
            "case": command.case,
            **content,
        }
    )


def serve(command: list[str], environment: dict[str, str], cwd: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=cwd, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)


def until_it_answers(path: str, body: str, headers: dict[str, str]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", body.encode(), headers)
        try:
            urllib.request.urlopen(request, timeout=5).close()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{path} answered {error.code}: {error.read().decode()}") from error
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{path} does not answer")


def load(script: Path, path: str, connections: int) -> dict[str, Any]:
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", str(script),
         f"http://127.0.0.1:{PORT}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rate = next(float(line.split()[1]) for line in run.splitlines() if line.startswith("Requests/sec"))
    bad = next((line.split()[-1] for line in run.splitlines() if "Non-2xx" in line), "0")
    tail = next(line.split()[1] for line in run.splitlines() if line.strip().startswith("99%"))
    return {"per_second": rate, "not_2xx": int(bad), "p99": tail}


@contextmanager
def relayed() -> Iterator[None]:
    """Empty the pending set as a relay would, which the near-limit server does not have either: without it the
    product's back-pressure would slow the clients down."""
    stopping = threading.Event()

    def empty() -> None:
        with product.database("activities", pool_size=1).engine.connect() as connection:
            while not stopping.wait(0.3):
                connection.exec_driver_sql("DELETE FROM outbox_pending")
                connection.commit()

    thread = threading.Thread(target=empty)
    thread.start()
    yield
    stopping.set()
    thread.join()


def limit(round_: int) -> dict[str, Any]:
    common.setup_db()
    plain = json.dumps(common.activity(random.Random(1), 1))
    script = Path(common.TMP) / "limit.lua"
    script.write_text(
        f'wrk.method="POST"\nwrk.headers["Content-Type"]="application/json"\nwrk.body=[==[{plain}]==]\n'
    )
    command = [sys.executable, *l3.SERVERS[LIMIT].format(port=PORT).split()]
    interpreter = os.environ.get("PEERS_PYTHON", sys.executable)
    server = serve([interpreter, *command[1:]], {"PYTHONPATH": str(HARNESS)}, HARNESS)
    try:
        until_it_answers("/activities", plain, {"Content-Type": "application/json"})
        load(script, "/activities", CONNECTIONS)
        return load(script, "/activities", CONNECTIONS)
    finally:
        server.terminate()
        server.wait()


def ours(round_: int) -> dict[str, Any]:
    product.setup()
    os.environ["SIGHTLINE_ENV"] = "local"
    command = product.audit(common.activity(random.Random(1), 1))
    token = LocalIssuer(current().keys).mint(
        person=command.auditor, roles=["team_manager"], areas=[f"area-{n:02}" for n in range(product.SHARDS)]
    )
    text = body_of(command)
    script = Path(common.TMP) / "product.lua"
    script.write_text(LUA % {"token": token, "body": text, "seed": f"bench-{round_}-{time.time():.0f}-"})
    url = f"postgresql+psycopg://{product.USER}@{product.HOST}:{product.PORT}/sightline_bench_{{service}}"
    server = serve(
        [str(Path(sys.executable).parent / "sightline"), "run", "activities", "api"],
        {
            "SIGHTLINE_DATABASE_URL": url, "SIGHTLINE_BROKER_URL": product.AMQP, "SIGHTLINE_PORT": str(PORT),
            "SIGHTLINE_API_WORKERS": "2", "SIGHTLINE_API_THREADS": "8", "SIGHTLINE_DATA": str(product.KEYS),
        },
        Path.cwd(),
    )  # fmt: skip
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": f"first-{round_}",
    }
    try:
        until_it_answers(PATH, text, headers)
        with relayed():
            load(script, PATH, CONNECTIONS)
        script.write_text(script.read_text().replace("bench-", "again-"))
        with relayed():
            return load(script, PATH, CONNECTIONS)
    finally:
        server.terminate()
        server.wait()


def main(rounds: int) -> None:
    Path(common.TMP).mkdir(parents=True, exist_ok=True)
    ratios = []
    for n in range(rounds):
        peer, product_ = limit(n), ours(n)
        ratios.append(product_["per_second"] / peer["per_second"])
        print(
            json.dumps(
                {
                    "bench": "http",
                    "round": n,
                    "limit": peer,
                    "product": product_,
                    "ratio": round(ratios[-1], 3),
                }
            )
        )
    print(
        f"HTTP capture at {CONNECTIONS} connections: {statistics.median(ratios):.2f} of limit wsgi (goal 0.25)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
