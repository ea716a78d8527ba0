"""The product's side of the workload W1: its own capture path, relay and consumer, without HTTP.

The harness beside which we are measured makes the activities and drives the clients (its ``common.py`` is on the
path); a bench activity becomes an audit with 8 graded domains and 3 findings, and goes through the same use case,
unit of work, relay and projector that serve in production.

Roles: setup, capture (the harness's options follow), relay, consume.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

KEYS = Path(tempfile.gettempdir()) / "sightline-bench-keys"
os.environ.setdefault("SIGHTLINE_DATA", str(KEYS))
os.environ.setdefault("SIGHTLINE_LOG_LEVEL", "error")
KEYS.mkdir(mode=0o700, exist_ok=True)

from services.activities.domain.content import (  # noqa: E402
    ActionDraft,
    Content,
    DomainGrade,
    Family,
    Finding,
    PractitionerPart,
)
from services.activities.main import SERVICE as ACTIVITIES  # noqa: E402
from services.activities.tables import schema  # noqa: E402
from services.activities.usecases.capture import RecordAudit, record_audit  # noqa: E402
from services.reporting.main import SERVICE as REPORTING  # noqa: E402
from shared.db.database import Database  # noqa: E402
from shared.db.migrate import upgrade  # noqa: E402
from shared.db.unit import UnitOfWork  # noqa: E402
from shared.inbox.consumer import Consumer, queue_of  # noqa: E402
from shared.messaging.rabbit import RabbitBroker  # noqa: E402
from shared.observability import logs  # noqa: E402
from shared.outbox.relay import Relay  # noqa: E402
from shared.runtime.process import settle  # noqa: E402

HOST, PORT = os.environ.get("BENCH_PG_HOST", "127.0.0.1"), os.environ.get("BENCH_PG_PORT", "5432")
USER = os.environ.get("BENCH_PG_USER", "root")
AMQP = os.environ.get("BENCH_AMQP", "amqp://guest:guest@127.0.0.1:5672/%2F")
SHARDS = 12  # areas of the bench's organisation, each with one service and ten teams
MONTHS = [date(year, month, 1) for year in (2024, 2025) for month in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)]
DOMAINS = (
    "assessment_risk", "plan_review", "direct_work", "recording",
    "management_oversight", "multi_agency", "impact", "childs_voice",
)  # fmt: skip
FROM = date(2020, 1, 1)


def database(service: str, **options: Any) -> Database:
    return Database(f"postgresql+psycopg://{USER}@{HOST}:{PORT}/sightline_bench_{service}", **options)


def setup() -> None:
    """Empty databases at this release's schema, with an organisation to capture in."""
    with psycopg.connect(host=HOST, port=PORT, user=USER, dbname="postgres", autocommit=True) as server:
        for service in ("activities", "reporting"):
            server.execute(f"DROP DATABASE IF EXISTS sightline_bench_{service} WITH (FORCE)")
            server.execute(f"CREATE DATABASE sightline_bench_{service}")
    for service in (ACTIVITIES, REPORTING):
        upgrade(database(service.name), service.migrations)
    with database("reporting").engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE bench_command (id uuid, at double precision)")
    areas = ["warm", *(f"area-{n:02}" for n in range(SHARDS))]
    with database("activities").work(UnitOfWork) as uow:
        for area in areas:
            units = [(area, "area", None), (f"{area}-s", "service", area)]
            units += [(f"{area}-t{n}", "team", f"{area}-s") for n in range(10)]
            for code, kind, parent in units:
                uow.add(
                    schema.unit,
                    code=code,
                    sequence=1,
                    kind=kind,
                    parent=parent,
                    valid_from=FROM,
                    valid_to=None,
                )
            people = [
                (f"{area}-p", ["practitioner"], f"{area}-t0"),
                (f"{area}-a", ["team_manager"], f"{area}-t9"),
            ]
            for person, roles, team in people:
                uow.add(
                    schema.person, id=person, sequence=1, roles=roles, area=area, service=f"{area}-s", team=team,
                    line_manager=None, active=True,
                )  # fmt: skip
        uow.commit()


def audit(activity: dict[str, Any]) -> RecordAudit:
    """The harness's activity as a command; its text, grades and size are kept."""
    warm = activity["case_ref"].startswith("W")
    area = "warm" if warm else f"area-{int(activity['area'][-2:]) % SHARDS:02}"
    month = MONTHS[int(activity["period"][-2:]) % len(MONTHS)]
    owner = f"{area}-a"
    content = Content(
        grading="graded",
        overall=activity["grade"],
        domains=tuple(
            DomainGrade(domain=domain, grade=one["grade"], comment=one["comment"])
            for domain, one in zip(DOMAINS, activity["domains"], strict=True)
        ),
        practitioner_part=PractitionerPart(took_part=True, view="Agreed"),
        family=Family(outcome="heard", who="parent", said="We were listened to"),
        findings=tuple(
            Finding(
                finding_id=uuid7(),
                domain=domain,
                text=one["text"],
                strength=False,
                action=ActionDraft(title=one["text"], owner=owner, reach="system", priority=one["priority"]),
            )
            for domain, one in zip(DOMAINS, activity["findings"], strict=False)
        ),
    )
    return RecordAudit(
        auditor=owner,
        practitioner=f"{area}-p",
        service=f"{area}-s",
        team=f"{area}-t{int(activity['team'][-2:]) % 9}",
        month=month,
        completed_on=month.replace(day=20),
        content=content,
        case=activity["case_ref"],
    )


def capture(arguments: list[str]) -> None:
    """The harness's clients, half of them in a second process: one API process for each of two processors."""
    mine, other = _halves(arguments)
    asked, told = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        sys.stdin, answers = os.fdopen(asked[0]), os.fdopen(told[1], "w", buffering=1)
        _drive(other, lambda word: print(word, file=answers))
        answers.flush()
        os._exit(0)
    go, answers = os.fdopen(asked[1], "w", buffering=1), os.fdopen(told[0])
    say = common().say

    def both(word: str) -> None:
        """Pass it on once the second process says it too."""
        if word == "MAIN":
            go.write("go\n")
        theirs = answers.readline().split()
        if word.startswith("DONE"):
            os.waitpid(child, 0)
            word = f"DONE {int(word.split()[1]) + int(theirs[1])}"
        say(word)

    _drive(mine, both)


def _halves(arguments: list[str]) -> tuple[list[str], list[str]]:
    options = {name: float(value) for name, value in zip(arguments[::2], arguments[1::2], strict=True)}
    shares = []
    for n in range(2):
        share = dict(options)
        for name in {"--n", "--rate", "--conc", "--warm"} & set(options):
            share[name] = options[name] / 2 if name == "--rate" else (options[name] + n) // 2
        share["--seed"] = options.get("--seed", 1) + 1000 * n
        shares.append([word for name, value in share.items() for word in (name, f"{value:.10g}")])
    return shares[0], shares[1]


def _drive(arguments: list[str], say: Callable[[str], None]) -> None:
    harness, source = common(), database("activities", pool_size=4)
    commands: list[tuple[UUID, float]] = []

    def capturing() -> Callable[[dict[str, Any]], None]:
        def one(activity: dict[str, Any]) -> None:
            command = audit(activity)
            with source.work(ACTIVITIES.work, actor=command.auditor, held=True) as uow:
                made = record_audit(command, uow)
                uow.commit()
            if activity["case_ref"].startswith("C"):
                commands.append((made.activity_id, activity["command_at"]))

        return one

    def saying(word: str) -> None:
        if word.startswith("DONE"):  # when each was asked for, so that latency can be read from outside
            url = f"host={HOST} port={PORT} user={USER} dbname=sightline_bench_reporting"
            with (
                psycopg.connect(url) as connection,
                connection.cursor() as cursor,
                cursor.copy("COPY bench_command FROM STDIN") as copy,
            ):
                for row in commands:
                    copy.write_row(row)
        say(word)

    harness.say = saying
    settle()
    harness.drive_threads(harness.Args(arguments), capturing)


def common() -> Any:
    """The harness's own part."""
    return importlib.import_module("common")


def relay() -> None:
    one = Relay(database("activities", pool_size=2), RabbitBroker(AMQP), name="activities")
    _until_stopped(one.start, one.stop)


def consume() -> None:
    broker = RabbitBroker(AMQP)
    broker.declare([queue_of("reporting", REPORTING.handlers)])
    one = Consumer(
        "reporting", database("reporting", pool_size=2), REPORTING.work, REPORTING.handlers, broker
    )
    _until_stopped(one.start, one.stop)


def _until_stopped(start: Callable[[], None], stop: Callable[[], None]) -> None:
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    start()
    settle()
    stopping.wait()
    stop()


if __name__ == "__main__":
    role = sys.argv[1]
    logs.configure(level="error")
    {"setup": setup, "relay": relay, "consume": consume, "capture": lambda: capture(sys.argv[2:])}[role]()
