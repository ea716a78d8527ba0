"""A command is carried out once, however often it is sent."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from shared.db.database import Database
from shared.testing.client import Client
from shared.testing.notes import NotesWork, notes
from shared.web.idempotency import KEPT, prune_idempotency
from shared.web.tables import idempotency

NOTE = {"area": "early-help", "words": "hello"}


def count(database: Database, words: str) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.count()).where(notes.c.words == words)).scalar_one()


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


def test_a_repeat_gets_the_same_answer_and_does_nothing(qa: Client, notes_database: Database) -> None:
    first = qa.post("/notes", json={**NOTE, "words": "once"}, headers=keyed("once"))
    again = qa.post("/notes", json={**NOTE, "words": "once"}, headers=keyed("once"))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_data() == first.get_data()
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.content_type == first.content_type
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
    assert count(notes_database, "once") == 1


def test_the_key_with_another_body_is_refused(qa: Client, notes_database: Database) -> None:
    qa.post("/notes", json={**NOTE, "words": "mine"}, headers=keyed("reused"))
    other = qa.post("/notes", json={**NOTE, "words": "other"}, headers=keyed("reused"))
    assert other.status_code == 422
    assert other.json["type"] == "/problems/idempotency-key-reused"  # type: ignore[index]
    assert count(notes_database, "other") == 0


def test_the_key_with_a_wrong_body_or_on_another_route_is_refused(qa: Client) -> None:
    made = qa.post("/notes", json=NOTE, headers=keyed("elsewhere")).json
    for response in (
        qa.post("/notes", json={}, headers=keyed("elsewhere")),
        qa.put(f"/notes/{made['note_id']}", json=NOTE, headers={**keyed("elsewhere"), "If-Match": '"1"'}),  # type: ignore[index]
    ):
        assert response.json["type"] == "/problems/idempotency-key-reused"  # type: ignore[index]


def test_somebody_else_may_use_the_same_key(qa: Client) -> None:
    qa.post("/notes", json=NOTE, headers=keyed("shared"))
    other = qa.acting("qa_manager", person="P0002").post("/notes", json=NOTE, headers=keyed("shared"))
    assert other.status_code == 201
    assert "Idempotent-Replay" not in other.headers


def test_a_refused_command_may_be_tried_again_under_its_key(qa: Client) -> None:
    assert qa.post("/notes", json={**NOTE, "words": ""}, headers=keyed("retry")).status_code == 422
    assert qa.post("/notes", json=NOTE, headers=keyed("retry")).status_code == 201


def test_a_change_that_went_through_is_not_stale_when_it_is_repeated(qa: Client) -> None:
    note = qa.post("/notes", json=NOTE).json
    headers = {**keyed("change"), "If-Match": '"1"'}
    address = f"/notes/{note['note_id']}"  # type: ignore[index]
    first = qa.put(address, json={**NOTE, "words": "changed"}, headers=headers)
    again = qa.put(address, json={**NOTE, "words": "changed"}, headers=headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.get_data() == first.get_data()


def test_the_same_command_many_times_at_once_happens_once(qa: Client, notes_database: Database) -> None:
    """Unique violation in a shared commit: the losers read what the winner stored."""
    clients = [qa.acting("qa_manager") for _ in range(8)]
    start = threading.Barrier(8)

    def send(one: Client) -> tuple[int, bytes]:
        start.wait(5)
        response = one.post("/notes", json={**NOTE, "words": "race"}, headers=keyed("race"))
        return response.status_code, response.get_data()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, clients))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert count(notes_database, "race") == 1


def test_a_post_without_a_key_is_refused(qa: Client) -> None:
    response = qa.post("/notes", json=NOTE, headers={"Idempotency-Key": None})
    assert response.status_code == 400
    assert response.json["type"] == "/problems/idempotency-key-missing"  # type: ignore[index]


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "caf\u00e9", "a,b"])
def test_a_key_that_is_none_is_refused(qa: Client, key: str) -> None:
    response = qa.post("/notes", json=NOTE, headers=keyed(key))
    assert response.status_code == 400
    assert response.json["type"] == "/problems/idempotency-key-unusable"  # type: ignore[index]


def test_a_file_sent_again_is_the_same_command_though_its_boundary_differs(qa: Client) -> None:
    def send(content: bytes) -> object:
        parts = {"title": "a file", "file": (io.BytesIO(content), "a.txt")}
        return qa.post("/notes/imports/files", data=parts, headers=keyed("file")).json

    first = send(b"abc")
    assert first == {"size": 3, "title": "a file"}
    assert send(b"abc") == first
    assert send(b"abcd")["type"] == "/problems/idempotency-key-reused"  # type: ignore[index]


def test_keys_are_forgotten_after_seven_days(qa: Client, notes_database: Database) -> None:
    qa.post("/notes", json=NOTE, headers=keyed("old"))
    qa.post("/notes", json=NOTE, headers=keyed("young"))
    table = idempotency.c
    with notes_database.work(NotesWork) as unit:
        old = unit.now() - KEPT - timedelta(minutes=1)
        unit.execute(update(idempotency).where(table.key == "old").values(created_at=old))
        assert prune_idempotency(unit) == 1
        left = {row.key for row in unit.execute(select(table.key))}
    assert "young" in left
    assert "old" not in left
