"""Looking people up, and correcting one."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.directory.main import SERVICE
from shared.contracts import decode
from shared.db.database import Database
from shared.testing.client import Client, client

FOLDER = Path(__file__).parents[3] / "docs" / "examples" / "organisation"


@pytest.fixture
def db(database: Callable[..., Database]) -> Database:
    return database("directory")


@pytest.fixture
def http(db: Database) -> Client:
    made = client(SERVICE, db, "qa_manager", person="P0007")
    files = {
        name: (io.BytesIO((FOLDER / f"{name}.csv").read_bytes()), f"{name}.csv")
        for name in ("units", "people")
    }
    answer = made.post("/imports/organisation", data=files, content_type="multipart/form-data")
    assert answer.status_code == 200
    return made


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def body_of(http: Client, person: str, **changes: Any) -> dict[str, Any]:
    found = dict(http.get(f"/people/{person}").json)
    return {name: value for name, value in found.items() if name not in ("id", "version")} | changes


def last_event(db: Database) -> Any:
    with db.engine.connect() as connection:
        body = connection.execute(
            text("SELECT body FROM event_log ORDER BY position DESC LIMIT 1")
        ).scalar_one()
    return decode(body)


def test_people_come_in_pages_by_id(http: Client) -> None:
    first = http.get("/people?limit=200").json
    second = http.get(f"/people?limit=200&after={first['next']}").json
    ids = [person["id"] for person in first["items"] + second["items"]]
    assert ids == [f"P{n:04d}" for n in range(1, 370)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("role=head_of_service", 4),
        ("service=line-cin&role=service_manager", 2),
        ("team=line-cin-03", 9),
        ("role=dcs&service=line-cin", 0),
    ],
)
def test_people_are_found_by_role_team_and_service(http: Client, query: str, count: int) -> None:
    assert len(http.get(f"/people?limit=200&{query}").json["items"]) == count


def test_a_team_manager_sees_the_people_of_their_area_only(http: Client) -> None:
    manager = http.acting("team_manager", person="P0031", areas={"social-work"})
    assert {p["area"] for p in manager.get("/people?limit=200").json["items"]} == {"social-work"}
    assert manager.get("/people/P0019").status_code == 200
    assert manager.get("/people/P0016").status_code == 404


def test_everybody_in_the_division_sees_its_structure(http: Client) -> None:
    manager = http.acting("team_manager", person="P0031", areas={"social-work"})
    assert len(manager.get("/units?kind=area").json["items"]) == 4
    assert len(manager.get("/units?parent=residential-homes").json["items"]) == 4
    assert manager.get("/units/residential-homes-01").json["area"] == "corporate-parenting"


def test_a_correction_is_kept_told_and_versioned(http: Client, db: Database) -> None:
    answer = http.put("/people/P0200", json=body_of(http, "P0200", name=" Ana Lopez "), headers=tag(1))
    assert (answer.status_code, answer.headers["ETag"], answer.json["name"]) == (200, '"2"', "Ana Lopez")
    envelope, event = last_event(db)
    assert (event.person_id, event.name, envelope.sequence, envelope.actor) == (
        "P0200",
        "Ana Lopez",
        2,
        "P0007",
    )


def test_a_correction_that_changes_nothing_tells_nothing(http: Client, db: Database) -> None:
    before = last_event(db)[0].id
    answer = http.put("/people/P0200", json=body_of(http, "P0200"), headers=tag(1))
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert last_event(db)[0].id == before


def test_a_stale_correction_gets_412_and_one_without_a_version_428(http: Client) -> None:
    body = body_of(http, "P0200", name="Ana Lopez")
    assert http.put("/people/P0200", json=body, headers=tag(1)).status_code == 200
    assert http.put("/people/P0200", json=body, headers=tag(1)).status_code == 412
    assert http.put("/people/P0200", json=body).status_code == 428
    assert http.put("/people/NOBODY", json=body, headers=tag(1)).status_code == 404


def test_every_wrong_field_is_told_at_once(http: Client) -> None:
    wrong = body_of(http, "P0200", email="nowhere", team="line-cin-99", line_manager="P9999", area=None)
    answer = http.put("/people/P0200", json=wrong, headers=tag(1))
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"email", "team", "line_manager"}


def test_a_circle_in_line_management_is_refused(http: Client) -> None:
    answer = http.put("/people/P0015", json=body_of(http, "P0015", line_manager="P0019"), headers=tag(1))
    assert answer.status_code == 422
    assert answer.json["errors"] == {"line_manager": ["line management goes round: P0015 -> P0019 -> P0015"]}


def test_nobody_changes_their_own_roles(http: Client) -> None:
    mine = body_of(http, "P0007", roles=["qa_manager", "dcs"])
    assert http.put("/people/P0007", json=mine, headers=tag(1)).status_code == 422
    assert (
        http.put("/people/P0007", json=body_of(http, "P0007", name="Me"), headers=tag(1)).status_code == 200
    )


def test_two_corrections_at_once_cannot_close_a_circle_between_them(http: Client) -> None:
    """Each alone is fine: P0003 under P0004, and P0004 under P0003."""
    pairs = [("P0003", "P0004"), ("P0004", "P0003")]
    bodies = [body_of(http, one, line_manager=other) for one, other in pairs]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda pair: http.acting("qa_manager").put(
                    f"/people/{pair[0]}", json=pair[1], headers=tag(1)
                ),
                zip(("P0003", "P0004"), bodies, strict=True),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, 422]


def test_what_is_not_there_is_not_found(http: Client) -> None:
    for path in ("/people/P9999", "/people/%00", "/units/nowhere", "/units/%00"):
        assert http.get(path).status_code == 404, path
