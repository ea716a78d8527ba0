"""Friday: next month's reorganisation is prepared. The first: it takes effect. Last year stays as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from services.directory.main import SERVICE
from services.directory.tables import DirectoryWork
from services.directory.usecases import apply_due
from shared.contracts import decode
from shared.contracts.events.directory import PersonChanged, ReorganisationSettled, UnitChanged
from shared.db.database import Database
from shared.testing.client import Client, client
from tests.integration.directory.test_import import PEOPLE, UNITS

FRIDAY, FIRST = date(2026, 11, 20), date(2026, 12, 1)
DAY = timedelta(days=1)
HEAD = UNITS.splitlines(keepends=True)[0]
PEOPLE_HEAD = PEOPLE.splitlines(keepends=True)[0]
RENAMED = HEAD + b"multisystemic-therapy,service,Family Therapy,safeguarding,2021-08-01,\n"


class Office:
    """Business support, with a calendar that a test can turn."""

    def __init__(self, database: Database, days: list[date]) -> None:
        self.database, self._days = database, days
        self.http: Client = client(SERVICE, database, "business_support", person="P0009")

    def on(self, day: date) -> None:
        self._days[0] = day

    def send(self, path: str, **files: bytes) -> TestResponse:
        data = {name: (io.BytesIO(content), f"{name}.csv") for name, content in files.items()}
        return self.http.post(path, data=data, content_type="multipart/form-data")

    def prepare(self, query: str = "", on: date = FIRST, **files: bytes) -> TestResponse:
        return self.send(f"/reorganisations?name=Therapy+moves&effective_on={on}{query}", **files)

    def day_comes(self, day: date) -> None:
        self.on(day)
        with self.database.work(DirectoryWork) as uow:
            apply_due(uow)
            uow.commit()

    def unit(self, code: str, on: date | None = None) -> Any:
        found = self.http.get(f"/units?limit=200{f'&on={on}' if on else ''}").json
        return {one["code"]: one for one in found["items"]}.get(code)

    def events(self) -> list[Any]:
        with self.database.engine.connect() as connection:
            bodies = connection.execute(text("SELECT body FROM event_log ORDER BY position")).scalars()
            return [event for _, event in map(decode, bodies)]


@pytest.fixture
def office(database: Callable[..., Database]) -> Office:
    days = [FRIDAY]
    made = database("directory", clock=lambda: datetime.combine(days[0], datetime.min.time(), UTC))
    office = Office(made, days)
    answer = office.send("/imports/organisation?effective_on=2025-01-06", units=UNITS, people=PEOPLE)
    assert answer.status_code == 200, answer.json
    return office


def test_a_dry_run_says_what_would_change_and_keeps_nothing(office: Office) -> None:
    answer = office.prepare("&dry_run=true", units=RENAMED).json
    assert answer["reorganisation"] is None
    assert {"kind": "unit", "id": "multisystemic-therapy", "name": "Family Therapy"}.items() <= answer[
        "changes"
    ][0].items()
    assert {(c["field"], c["before"], c["after"]) for c in answer["changes"] if c["kind"] == "person"} == {
        ("area", "early-help", "safeguarding")
    }
    assert office.http.get("/reorganisations").json["items"] == []


def test_it_takes_effect_on_its_day_and_is_told_then(office: Office) -> None:
    already = len(office.events())
    answer = office.prepare(units=RENAMED)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    office.day_comes(FIRST - DAY)
    assert len(office.events()) == already
    assert office.unit("multisystemic-therapy")["area"] == "early-help"
    office.day_comes(FIRST)
    told = office.events()[already:]
    assert {event.effective_on for event in told} == {FIRST}
    assert {event.area for event in told if isinstance(event, UnitChanged | PersonChanged)} == {
        "safeguarding"
    }
    assert [e.outcome for e in told if isinstance(e, ReorganisationSettled)] == ["applied"]
    assert office.unit("multisystemic-therapy")["name"] == "Family Therapy"
    office.day_comes(FIRST + DAY)
    assert len(office.events()) == already + len(told)


def test_beforehand_the_day_can_be_looked_at_and_afterwards_the_past(office: Office) -> None:
    office.prepare(units=RENAMED)
    for _ in range(2):
        assert office.unit("multisystemic-therapy", FIRST)["area"] == "safeguarding"
        assert office.unit("multisystemic-therapy", FIRST - DAY)["area"] == "early-help"
        assert office.unit("multisystemic-therapy", date(2022, 1, 1))["name"] == "Multisystemic Therapy"
        office.day_comes(FIRST)
    versions = office.http.get("/units/multisystemic-therapy/history").json["history"]
    assert [(one["version"]["name"], one["version"]["effective_on"]) for one in versions] == [
        ("Family Therapy", "2026-12-01"),
        ("Multisystemic Therapy", "2021-08-01"),
    ]


def test_who_worked_where_is_known_for_each_day_within_the_areas_of_that_day(office: Office) -> None:
    office.prepare(units=RENAMED)
    team = "/people?limit=200&service=multisystemic-therapy"
    safeguarding = office.http.acting("head_of_service", person="P0017", areas={"safeguarding"})
    assert len(safeguarding.get(f"{team}&on={FIRST}").json["items"]) == 8
    office.day_comes(FIRST)
    for on, seen in ((FIRST - DAY, 0), (FIRST, 8), (FIRST + 40 * DAY, 8)):
        assert len(safeguarding.get(f"{team}&on={on}").json["items"]) == seen, on
    assert office.http.get("/people?on=2024-12-31").json["items"] == []


def test_units_of_a_day_are_those_that_stood_on_it(office: Office) -> None:
    ends = HEAD + b"line-cin-01,team,Line CIN 1,line-cin,2021-08-01,2026-11-30\n"
    people = [line for line in PEOPLE.splitlines(keepends=True) if b",line-cin-01," in line]
    moved = PEOPLE_HEAD + b"".join(people).replace(b"line-cin-01", b"line-cin-02")
    assert office.prepare(units=ends, people=moved).status_code == 200
    office.day_comes(FIRST)
    assert office.unit("line-cin-01", FIRST - DAY)
    assert office.unit("line-cin-01", FIRST) is None
    assert office.unit("line-cin-01")["valid_to"] == "2026-11-30"


def test_it_can_be_taken_back_before_its_day_and_not_after(office: Office) -> None:
    made = office.prepare(units=RENAMED).json["reorganisation"]
    path = f"/reorganisations/{made['reorganisation_id']}"
    assert office.http.post(f"{path}/cancellation").status_code == 428
    answer = office.http.post(f"{path}/cancellation", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json["status"], answer.json["settled_by"]) == (
        200,
        "cancelled",
        "P0009",
    )
    office.day_comes(FIRST)
    assert office.unit("multisystemic-therapy")["area"] == "early-help"
    again = office.http.post(f"{path}/cancellation", headers={"If-Match": '"2"'})
    assert (again.status_code, again.json["rule"]) == (409, "reorganisation-settled")


def test_one_that_no_longer_fits_says_so_beforehand_and_is_not_half_done(office: Office) -> None:
    ends = HEAD + b"line-cin-01,team,Line CIN 1,line-cin,2021-08-01,2026-11-30\n"
    people = [line for line in PEOPLE.splitlines(keepends=True) if b",line-cin-01," in line]
    moved = PEOPLE_HEAD + b"".join(people).replace(b"line-cin-01", b"line-cin-02")
    made = office.prepare(units=ends, people=moved).json["reorganisation"]
    new = b"P0900,Late Comer,late@example.org,practitioner,line-cin,line-cin-01,,yes,\n"
    assert office.send("/imports/organisation", people=PEOPLE_HEAD + new).status_code == 200
    path = f"/reorganisations/{made['reorganisation_id']}"
    assert "P0900" in office.http.get(path).json["rejected"][0]["reason"]
    office.day_comes(FIRST)
    kept = office.http.get(path).json
    assert (kept["status"], kept["rejected"][0]["field"]) == ("refused", "team")
    assert office.unit("line-cin-01")["valid_to"] is None
    assert [e.outcome for e in office.events() if isinstance(e, ReorganisationSettled)] == ["refused"]


def test_a_wrong_row_is_told_and_nothing_is_kept(office: Office) -> None:
    answer = office.prepare(units=RENAMED.replace(b"safeguarding", b"nowhere"))
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/import-rejected")
    assert [(one["row"], one["field"]) for one in answer.json["rejected"]] == [(2, "parent")]
    assert office.http.get("/reorganisations").json["items"] == []


def test_a_day_to_come_is_prepared_and_a_day_that_is_here_is_imported(office: Office) -> None:
    assert "effective_on" in office.prepare(on=FRIDAY, units=RENAMED).json["errors"]
    ahead = office.send(f"/imports/organisation?effective_on={FIRST}", units=RENAMED)
    assert (ahead.status_code, list(ahead.json["errors"])) == (422, ["effective_on"])


def test_a_correction_may_count_from_a_day_that_is_over(office: Office) -> None:
    assert office.send("/imports/organisation?effective_on=2026-10-01", units=RENAMED).status_code == 200
    assert office.unit("multisystemic-therapy", date(2026, 9, 30))["area"] == "early-help"
    assert office.unit("multisystemic-therapy", date(2026, 10, 1))["area"] == "safeguarding"
    body = {"name": "T", "email": "t@example.org", "roles": ["practitioner"], "effective_on": "2026-11-02"}
    answer = office.http.put("/people/P0200", json=body, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json["effective_on"]) == (200, "2026-11-02")
    history = office.http.get("/people/P0200/history").json["history"]
    assert [one["version"]["version"] for one in history] == [2, 1]
    body |= {"effective_on": "2027-01-01"}
    assert office.http.put("/people/P0200", json=body, headers={"If-Match": '"2"'}).status_code == 422


def test_those_prepared_come_in_pages_the_latest_day_first(office: Office) -> None:
    for ahead in (20, 40, 30):
        assert office.prepare(on=FRIDAY + ahead * DAY, units=RENAMED).status_code == 200
    first = office.http.get("/reorganisations?limit=2").json
    second = office.http.get(f"/reorganisations?limit=2&after={first['next']}&status=planned").json
    days = [one["effective_on"] for one in first["items"] + second["items"]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_a_whole_file_does_not_undo_what_was_corrected_before_its_day(office: Office) -> None:
    """The council sends all people; who is not part of the reorganisation stays as they were corrected since."""
    whole = PEOPLE.replace(b"Tara Brooks", b"Tara Rivers")
    made = office.prepare(people=whole).json["reorganisation"]
    corrected = {"name": "Ana Lopez", "email": "ana@example.org", "roles": ["practitioner"]}
    assert office.http.put("/people/P0200", json=corrected, headers={"If-Match": '"1"'}).status_code == 200
    office.day_comes(FIRST)
    assert office.http.get("/people/P0001").json["name"] == "Tara Rivers"
    assert office.http.get("/people/P0200").json["name"] == "Ana Lopez"
    assert office.http.get(f"/reorganisations/{made['reorganisation_id']}").json["status"] == "applied"
