"""Case lists from the outside: sent to the activities API, seen again as the sampling frame."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from services.activities.imports.command import ROUTE
from services.activities.main import SERVICE
from shared.db.database import Database
from shared.runtime.upload import Platform, PlatformRefused
from shared.testing.client import Client, client
from shared.testing.tokens import token
from tests.unit.imports.annex_a import (
    CONTACTS,
    LIST_6,
    LIST_7,
    LIST_8,
    Row,
    in_need,
    looked_after,
    on_plan,
    workbook,
)
from tests.unit.imports.building import EPISODES, HEADER, child, episode, message, plan

CENSUS = message(child("CHILD-A"), child("CHILD-B", episode(also=plan("2024-02-01"))), child("CHILD-C"))
CASELOAD = "case identifier,team,worker,from,to\nCHILD-A,line-cin-01,P0042,2024-01-10,\n"


@pytest.fixture
def activities(database: Callable[..., Database]) -> Database:
    return database("activities")


@pytest.fixture
def api(activities: Database) -> Client:
    return client(SERVICE, activities, "qa_manager")


def send(api: Client, expected: int = 200, query: str = "", **form: Any) -> dict[str, Any]:
    """Post a case list; text becomes a file."""
    files = {
        name: (BytesIO(form.pop(name).encode()), name)
        for name in ("file", "episodes", "caseload")
        if name in form
    }
    data = {"format": "cin-census", **form, **files}
    answer = api.post(f"/imports/cases{query}", data=data, content_type="multipart/form-data")
    assert answer.status_code == expected, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def cases(api: Client, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get(f"/cases?limit=200{query}").get_json()["items"]
    return items


def test_the_same_census_twice_changes_nothing(api: Client) -> None:
    first = send(api, file=CENSUS)
    assert (first["accepted"], first["rejected"]) == (3, [])
    seen = cases(api)
    again = send(api, file=CENSUS)
    assert (again["accepted"], again["rejected"]) == (0, [])
    assert cases(api) == seen
    assert sorted(case["scheme"] for case in seen) == ["cin", "cin", "cpp"]


def test_an_ssda903_makes_looked_after_cases(api: Client) -> None:
    send(api, file=HEADER, episodes=EPISODES, format="ssda903", as_at="2024-03-31")
    (case,) = cases(api, "&status=open")
    assert (case["service"], case["area"], case["scheme"]) == ("looked-after", "social-work", "cla")


def test_a_later_list_closes_what_an_earlier_one_opened(api: Client) -> None:
    send(api, file=CENSUS)
    send(api, file=message(child("CHILD-A", episode("2024-01-10", "2024-03-01")), child("CHILD-B")))
    assert len(cases(api, "&status=open")) == 2
    (closed,) = cases(api, "&status=closed")
    assert closed["closed_on"] == "2024-03-01"


def annex(api: Client, **lists: tuple[Row, ...]) -> dict[str, Any]:
    """Send a workbook of these lists, told by `six`, `seven` and `eight`."""
    headings = {"six": LIST_6, "seven": LIST_7, "eight": LIST_8}
    book = workbook(**{name: (headings[name], *rows) for name, rows in lists.items()})
    data = {"format": "annex-a", "as_at": "2024-03-31", "file": (BytesIO(book), "annex.xlsx")}
    answer = api.post("/imports/cases", data=data, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_annex_a_twice_changes_nothing_whatever_its_lists_say_of_a_child(api: Client) -> None:
    def lists(ended: str) -> dict[str, tuple[Row, ...]]:
        closed = {"ended": "20/03/2024", "status": "e) Closed episode"} if ended else {}
        return {
            "six": (in_need("K1"), in_need("K2"), in_need("K3", **closed)),
            "seven": (on_plan("K2", ended=ended), on_plan("K3", ended=ended)),
            "eight": (looked_after("K1", ended=ended), looked_after("K3", began="01/03/2024", ended=ended)),
        }

    assert annex(api, **lists(""))["accepted"] == 3
    assert sorted(case["scheme"] for case in cases(api, "&status=open")) == ["cla", "cla", "cpp"]
    assert annex(api, **lists(""))["accepted"] == 0
    later = annex(api, **lists("10/03/2024"))
    assert (later["accepted"], later["unchanged"], later["rejected"]) == (3, 0, [])
    seen = cases(api)
    assert sorted((case["scheme"], case["status"]) for case in seen) == [
        ("cin", "closed"),
        ("cin", "open"),
        ("cin", "open"),
    ]
    assert {case["service"] for case in seen} == {"line-cin"}
    assert annex(api, **lists("10/03/2024"))["accepted"] == 0
    assert cases(api) == seen


def test_who_is_missing_from_a_later_annex_a_stays_as_they_were(api: Client) -> None:
    annex(api, six=(in_need("K1"), in_need("K2")), eight=(looked_after("K1"),))
    body = annex(api, six=(in_need("K1"), in_need("K3")), eight=())
    assert (body["accepted"], body["unchanged"]) == (1, 1)
    assert sorted(case["scheme"] for case in cases(api, "&status=open")) == ["cin", "cin", "cla"]


def test_a_rejected_row_of_a_workbook_has_its_sheet_and_other_sheets_are_named(api: Client) -> None:
    book = workbook(One=(CONTACTS,), Eight=(LIST_8, looked_after("SECRET-9", began="x")))
    data = {"format": "annex-a", "file": (BytesIO(book), "annex.xlsx")}
    answer = api.post("/imports/cases?dry_run=true", data=data, content_type="multipart/form-data")
    assert answer.json["passed_over"] == [{"sheet": "One", "reason": "looks like list 1 (contacts)"}]
    assert [(one["sheet"], one["row"], one["field"]) for one in answer.json["rejected"]] == [
        ("Eight", 2, "Date Started to be Looked After")
    ]
    assert "SECRET-9" not in answer.text
    assert send(api, file=CENSUS)["passed_over"] == []


def test_wrong_rows_are_listed_and_the_others_taken(api: Client) -> None:
    body = send(api, file=message(child("CHILD-A"), child("CHILD-B", sex="<Sex>?</Sex>")))
    assert body["accepted"] == 1
    assert [(one["row"], one["field"]) for one in body["rejected"]] == [(2, "Sex")]


def test_a_file_that_cannot_be_read_takes_nothing(api: Client) -> None:
    body = send(api, file=CENSUS[:-30], caseload="team,worker\n")
    assert body["accepted"] == 0
    assert (0, "file") in [(one["row"], one["field"]) for one in body["rejected"]]
    assert cases(api) == []


def test_the_caseload_gives_team_and_worker_and_the_rest_stay_in_the_frame(api: Client) -> None:
    send(api, file=CENSUS, caseload=CASELOAD)
    held = {(case["team"], case["worker"]) for case in cases(api)}
    assert held == {("line-cin-01", "P0042"), (None, None)}


def test_a_trial_writes_nothing(api: Client) -> None:
    send(api, query="?dry_run=true", file=CENSUS)
    assert cases(api) == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"format": "annex-z", "file": CENSUS}, "format"),
        ({"format": "ssda903", "file": HEADER}, "episodes"),
        ({"file": CENSUS, "as_at": "2999-01-01"}, "as_at"),
        ({}, "file"),
    ],
)
def test_a_form_that_is_wrong_names_the_field(api: Client, form: dict[str, str], field: str) -> None:
    assert field in send(api, 422, **form)["errors"]


def test_a_childs_identifier_is_nowhere_in_clear(api: Client, activities: Database) -> None:
    send(api, file=CENSUS, caseload=CASELOAD)
    assert "CHILD-" not in api.get("/cases").text
    with activities.engine.connect() as connection:
        tables = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        for (table,) in tables.all():
            rows = connection.execute(text(f'SELECT t::text FROM "{table}" t')).scalars()
            assert not any("CHILD-" in row or b"CHILD-".hex() in row for row in rows), table


def test_who_may_not_import_gets_no_further(api: Client) -> None:
    send(api.acting("practitioner", areas={"social-work"}), 403, file=CENSUS)
    send(api.acting(), 401, file=CENSUS)


def test_the_command_line_sends_what_the_api_takes(api: Client, tmp_path: Path) -> None:
    (tmp_path / "census.xml").write_text(CENSUS)
    (tmp_path / "caseload.csv").write_text(CASELOAD)
    files = {"file": tmp_path / "census.xml", "caseload": tmp_path / "caseload.csv"}
    platform = Platform(url="http://platform", token=token("business_support"))
    transport = httpx.WSGITransport(app=api.application)
    body = platform.send(ROUTE, files, {"format": "cin-census"}, transport=transport)
    assert body["accepted"] >= 3
    assert body["rejected"] == []
    stranger = Platform(url="http://platform", token=token("practitioner"))
    with pytest.raises(PlatformRefused, match="403"):
        stranger.send(ROUTE, files, {"format": "cin-census"}, transport=transport)
