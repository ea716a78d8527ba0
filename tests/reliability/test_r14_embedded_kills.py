"""R14: the whole embedded platform, database included, may be killed at any moment of capture; nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
from sqlalchemy.engine import make_url

from shared.runtime.embedded_postgres import EmbeddedPostgres
from shared.security.local import LocalIssuer
from tests.reliability.sizes import forms
from tests.reliability.verdict import Verdict
from tests.reliability.waiting import until
from tests.reliability.writers import AREA, AUDITOR, FINDINGS, PRACTITIONER, SERVICE, Writers
from tests.servers.platform import Up, free_port

UNITS = f"""code,kind,name,parent,valid_from,valid_to
{AREA},area,Social Work,,2020-01-01,
{SERVICE},service,Children in Need,{AREA},2020-01-01,
{SERVICE}-01,team,Team 1,{SERVICE},2020-01-01,
{SERVICE}-02,team,Team 2,{SERVICE},2020-01-01,
"""
PEOPLE = f"""id,name,email,roles,service,team,line_manager,active,area
{PRACTITIONER},One,one@example.org,practitioner,{SERVICE},{SERVICE}-01,,yes,
{AUDITOR},Two,two@example.org,team_manager,{SERVICE},{SERVICE}-02,,yes,
"""
PEOPLE_WRITING = 4
REPEATED = 20


@dataclass(frozen=True, slots=True)
class Blows:
    """How often everything is killed, and how many audits are written in all."""

    kills: int
    captures: int


@contextmanager
def platform(data: Path) -> Iterator[Callable[[], Up]]:
    """Starts ``sightline up`` on one port again and again; what still runs is killed."""
    port, started = free_port(), list[Up]()

    def start() -> Up:
        started.append(Up(data, port))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            kill_all(one)


def kill_all(up: Up) -> None:
    """kill -9 the supervisor, the server, its workers, PostgreSQL and its backends, in one go."""
    tree, todo = list[int](), [up.process.pid]
    while todo:
        tree.append(todo.pop())
        todo += up.children(tree[-1])
    for pid in tree:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    up.process.wait()


@forms(short=Blows(4, 120), full=Blows(100, 5_000), middle=Blows(20, 1_000))
def test_what_was_answered_outlives_every_kill(
    data_folder: Path, size: Blows, conclude: Callable[[Verdict], None]
) -> None:
    chance = random.Random(14)
    with platform(data_folder) as start:
        up = start()
        up.wait_ready()
        url = f"http://127.0.0.1:{up.port}"
        _load_organisation(url, data_folder)
        writers = Writers([url], data_folder / "keys", captures=size.captures, people=PEOPLE_WRITING)
        _wait_until_known(writers, url)
        writers.start()
        for kill in range(size.kills):
            due = (kill + 1) * size.captures // (size.kills + 1)
            until(lambda due=due: len(writers.answered) >= due, 120, "the captures do not go on")  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.3))  # anywhere in whatever is going on
            kill_all(up)
            up = start()
            up.wait_ready()
        ended = time.monotonic()
        writers.join(120)
        verdict = Verdict("R14")
        until(
            lambda: _everything_there(data_folder, writers.answered),
            60,
            "not everything arrived",
            every_s=0.25,
        )
        took = time.monotonic() - ended
        verdict.compare("activities", writers.answered.values(), _ids(data_folder, "activities", ACTIVITIES))
        verdict.compare("facts", writers.answered.values(), _ids(data_folder, "reporting", FACTS))
        needed = sum(int(key[1:]) % (FINDINGS + 1) for key in writers.answered if key.startswith("R"))
        verdict.compare("actions", range(needed), range(len(_ids(data_folder, "actions", ACTIONS))))
        verdict.compare("told", _ids(data_folder, "actions", ACTIONS), _ids(data_folder, "actions", TOLD))
        with httpx.Client(timeout=30) as client:
            for key, activity in list(writers.answered.items())[-REPEATED:]:
                answer = writers.ask(client, url, key).json()
                verdict.unexpected += answer["activity_id"] != str(activity)
        verdict.note = f"{size.kills} kills of everything, same answers, converged in {took:.0f} s"
        assert up.stop() == 0
    conclude(verdict)


ACTIVITIES = "SELECT activity_id FROM activity"
FACTS = "SELECT f.id FROM fact f, unnest(f.events) WHERE kind = 'activity'"
ACTIONS = "SELECT action_id FROM action"
TOLD = "SELECT split_part(aggregate, ':', 2)::uuid FROM event_log WHERE routing_key LIKE 'action.opened.%'"


def _ids(data: Path, service: str, statement: str) -> list[UUID]:
    address = make_url(EmbeddedPostgres(data).url(f"sightline_{service}")).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        return [row[0] for row in connection.execute(statement)]


def _everything_there(data: Path, answered: dict[str, UUID]) -> bool:
    actions = len(_ids(data, "actions", ACTIONS))
    needed = sum(int(key[1:]) % (FINDINGS + 1) for key in answered)
    return (
        len(_ids(data, "reporting", "SELECT id FROM fact"))
        >= len(answered) + needed
        <= actions + len(answered)
    )


def _load_organisation(url: str, data: Path) -> None:
    token = LocalIssuer(data / "keys").mint(person="P0001", roles=["qa_manager"])
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    files: dict[str, Any] = {"units": ("units.csv", UNITS), "people": ("people.csv", PEOPLE)}
    answer = httpx.post(
        f"{url}/api/directory/v1/imports/organisation", files=files, headers=headers, timeout=30
    )
    assert answer.status_code == 200, answer.text


def _wait_until_known(writers: Writers, url: str) -> None:
    """Until the activities know the people; the audit with which that is tried counts as the first."""
    with httpx.Client(timeout=30) as client:

        def taken() -> bool:
            answer = writers.ask(client, url, "R0")
            return answer.status_code == 201

        until(taken, 30, "the organisation did not arrive")
