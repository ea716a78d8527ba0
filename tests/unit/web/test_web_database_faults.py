"""The database goes away while people work: 503 with Retry-After, and afterwards everything works, once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from shared.db.database import Database
from shared.testing.client import Client, client
from shared.testing.faults import DOWN, FaultProxy
from shared.testing.notes import SERVICE, NotesWork, notes

NOTE = {"area": "early-help", "words": "hello"}


@pytest.fixture
def proxy(notes_database: Database) -> Iterator[FaultProxy]:
    url = notes_database.url
    with FaultProxy((url.host or "127.0.0.1", url.port or 5432)) as proxy:
        yield proxy


@pytest.fixture
def qa(proxy: FaultProxy, notes_database: Database) -> Iterator[Client]:
    database = Database(notes_database.url.set(host=proxy.host, port=proxy.port))
    qa = client(SERVICE, database, "qa_manager")
    assert qa.get("/notes").status_code == 200
    yield qa
    database.dispose()


def post(qa: Client, words: str) -> TestResponse:
    return qa.post("/notes", json={**NOTE, "words": words}, headers={"Idempotency-Key": words})


def away(answer: TestResponse) -> bool:
    return (
        answer.status_code == 503
        and answer.json["type"] == "/problems/database-away"  # type: ignore[index]
        and int(answer.headers["Retry-After"]) > 0
    )


def count(database: Database, words: str) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.count()).where(notes.c.words == words)).scalar_one()


def test_it_is_down_and_comes_back(qa: Client, proxy: FaultProxy, notes_database: Database) -> None:
    """Refused connections: noticed at once."""
    proxy.down()
    assert away(post(qa, "down"))
    assert away(qa.get("/notes"))
    assert qa.get("/health/live").status_code == 200
    assert qa.get("/health/ready").status_code == 503
    proxy.heal()
    assert post(qa, "down").status_code == 201
    assert qa.get("/health/ready").status_code == 200
    assert count(notes_database, "down") == 1


def test_pooled_connections_are_reset(qa: Client, proxy: FaultProxy, notes_database: Database) -> None:
    """RST: the first use of each dead connection fails, and a repeat with the key is safe whatever happened."""
    proxy.reset()
    answers = [post(qa, "reset") for _ in range(3)]
    assert answers[-1].status_code == 201
    assert all(answer.status_code == 201 or away(answer) for answer in answers)
    assert count(notes_database, "reset") == 1


def test_answers_vanish_until_the_connection_is_cut(
    qa: Client, proxy: FaultProxy, notes_database: Database
) -> None:
    """Bytes towards us are swallowed: the request waits, and is told when the connection ends."""
    proxy.black_hole(DOWN)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(post, qa, "hole")
        with pytest.raises(TimeoutError):
            answer.result(0.3)
        proxy.heal()
        assert away(answer.result(10))
    assert post(qa, "hole").status_code == 201
    assert count(notes_database, "hole") == 1


class LosesOneAnswer(NotesWork):
    """Commits, and never hears that it did."""

    lost: ClassVar[list[str]] = []

    def commit(self) -> None:
        super().commit()
        if not self.lost:
            self.lost.append(self.actor)
            raise OperationalError("COMMIT", {}, ConnectionResetError("the answer was lost"))


def test_a_commit_in_doubt_is_settled_by_the_repeat(notes_database: Database) -> None:
    """The commit happened and nobody knows: 503, and the repeat gets the answer that was stored with it."""
    qa = client(dataclasses.replace(SERVICE, work=LosesOneAnswer), notes_database, "qa_manager")
    assert away(post(qa, "doubt"))
    answer = post(qa, "doubt")
    assert (answer.status_code, answer.headers["Idempotent-Replay"]) == (201, "true")
    assert count(notes_database, "doubt") == 1
