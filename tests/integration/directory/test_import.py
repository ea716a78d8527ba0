"""The organisation comes in whole or not at all, and only what changed is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from services.directory.main import SERVICE
from shared.contracts import decode
from shared.contracts.events.directory import PersonChanged, UnitChanged
from shared.db.database import Database
from shared.testing.client import Client, client

FOLDER = Path(__file__).parents[3] / "docs" / "examples" / "organisation"
UNITS = (FOLDER / "units.csv").read_bytes()
PEOPLE = (FOLDER / "people.csv").read_bytes()
ROWS = 55 + 369


class Directory:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.http: Client = client(SERVICE, database, "business_support", person="P0009")

    def load(self, *, query: str = "", **files: bytes) -> TestResponse:
        data = {name: (io.BytesIO(content), f"{name}.csv") for name, content in files.items()}
        return self.http.post(f"/imports/organisation{query}", data=data, content_type="multipart/form-data")

    def events(self) -> list[Any]:
        """Events with their sequence, in the order they were written."""
        with self.database.engine.connect() as connection:
            bodies = connection.execute(text("SELECT body FROM event_log ORDER BY position")).scalars()
            return [(event, envelope.sequence) for envelope, event in map(decode, bodies)]

    def rows(self, sql: str) -> list[Any]:
        with self.database.engine.connect() as connection:
            return list(connection.execute(text(sql)).all())


@pytest.fixture
def directory(database: Callable[..., Database]) -> Directory:
    return Directory(database("directory"))


@pytest.fixture
def loaded(directory: Directory) -> Directory:
    assert directory.load(units=UNITS, people=PEOPLE).status_code == 200
    return directory


def test_a_first_import_takes_every_row_and_tells_of_each_once(loaded: Directory) -> None:
    told = loaded.events()
    assert len(told) == ROWS
    assert {sequence for _, sequence in told} == {1}
    assert sum(isinstance(event, UnitChanged) for event, _ in told) == 55
    head = next(e for e, _ in told if isinstance(e, PersonChanged) and e.person_id == "P0015")
    assert (head.area, head.roles, head.service, head.line_manager) == (
        "social-work",
        ["head_of_service"],
        None,
        "P0002",
    )


def test_the_same_files_again_change_nothing_and_tell_nothing(loaded: Directory) -> None:
    answer = loaded.load(units=UNITS, people=PEOPLE)
    assert answer.json == {"accepted": 0, "unchanged": ROWS, "rejected": []}
    assert len(loaded.events()) == ROWS


def test_a_dry_run_says_what_would_happen_and_does_nothing(directory: Directory) -> None:
    answer = directory.load(units=UNITS, people=PEOPLE, query="?dry_run=true")
    assert (answer.status_code, answer.json) == (200, {"accepted": ROWS, "unchanged": 0, "rejected": []})
    assert directory.rows("SELECT 1 FROM unit UNION ALL SELECT 1 FROM person") == []
    assert directory.events() == []


def test_a_dry_run_of_a_wrong_file_lists_what_is_wrong(directory: Directory) -> None:
    answer = directory.load(
        units=UNITS.replace(b"line-cin,service", b"line-cin,office"), query="?dry_run=true"
    )
    assert answer.status_code == 200
    assert {"file": "units", "row": 6, "field": "kind"}.items() <= answer.json["rejected"][0].items()


def test_one_wrong_row_refuses_the_whole_file(loaded: Directory) -> None:
    wrong = PEOPLE.replace(b"Tara Brooks", b"Tara Rivers").replace(b"P0369,", b"P 369,")
    answer = loaded.load(people=wrong)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "/problems/import-rejected"
    assert (answer.json["accepted"], answer.json["unchanged"]) == (0, 0)
    assert [(r["file"], r["row"], r["field"]) for r in answer.json["rejected"]] == [("people", 370, "id")]
    assert loaded.http.get("/people/P0001").json["name"] == "Tara Brooks"
    assert len(loaded.events()) == ROWS


def test_a_changed_row_is_told_with_the_next_version_and_its_past_is_kept(loaded: Directory) -> None:
    answer = loaded.load(people=PEOPLE.replace(b"Tara Brooks", b"Tara Rivers"))
    assert answer.json == {"accepted": 1, "unchanged": 368, "rejected": []}
    event, sequence = loaded.events()[-1]
    assert (event.name, sequence) == ("Tara Rivers", 2)
    kept = loaded.rows(
        "SELECT name, superseded_on IS NULL FROM person_version WHERE id = 'P0001' ORDER BY version"
    )
    assert [tuple(row) for row in kept] == [("Tara Brooks", False), ("Tara Rivers", True)]


def test_a_service_that_moves_tells_of_its_teams_and_people(loaded: Directory) -> None:
    moved = UNITS.replace(b"Multisystemic Therapy,early-help", b"Multisystemic Therapy,safeguarding")
    assert loaded.load(units=moved).status_code == 200
    told = [event for event, _ in loaded.events()[ROWS:]]
    assert {event.area for event in told} == {"safeguarding"}
    assert sum(isinstance(event, UnitChanged) for event in told) == 2
    assert sum(isinstance(event, PersonChanged) for event in told) == 8


def test_no_file_at_all_is_refused(directory: Directory) -> None:
    assert directory.load().status_code == 422


def test_repeating_the_key_repeats_the_answer(directory: Directory) -> None:
    files = {"units": (io.BytesIO(UNITS), "units.csv")}
    same = {"headers": {"Idempotency-Key": "first-load"}, "content_type": "multipart/form-data"}
    first = directory.http.post("/imports/organisation", data=dict(files), **same)
    files = {"units": (io.BytesIO(UNITS), "units.csv")}
    again = directory.http.post("/imports/organisation", data=dict(files), **same)
    assert (first.json, again.json) == ({"accepted": 55, "unchanged": 0, "rejected": []},) * 2
    assert again.headers["Idempotent-Replay"] == "true"
    assert len(directory.events()) == 55


def test_only_those_who_look_after_the_organisation_may_load_it(directory: Directory) -> None:
    for role in ("practitioner", "team_manager", "divisional_director", "service_area_system"):
        directory.http = directory.http.acting(role, areas={"social-work"})
        assert directory.load(units=UNITS).status_code == 403
