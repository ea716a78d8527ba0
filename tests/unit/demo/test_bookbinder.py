"""Reports are printed beside the year; one that was made too early is followed by a corrected edition."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from shared.demo.client import Client
from shared.demo.documents import FORMS, Bookbinder
from shared.demo.months import Month, financial_year
from shared.demo.organisation import Organisation, Person
from shared.demo.staff import Staff
from shared.demo.words import NOTICE

MONTH: Month = financial_year(2025)[0]
MANAGER = Person(id="P7", roles=frozenset({"qa_manager"}), service=None, team=None, line_manager=None)


class Tokens:
    def mint(self, *, person: str, roles: object, areas: object = None) -> str:
        return person


class Reporting:
    """As much of the reporting service as a binder sees; ``closed`` is what its figures say."""

    def __init__(self) -> None:
        self.closed = 1
        self.made: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/figures"):
            return httpx.Response(200, json={"headlines": {"actions_closed": self.closed}})
        if request.url.path.endswith("/reports"):
            self.made.append(json.loads(request.content))
            return httpx.Response(201, json={"report_id": f"r{len(self.made)}", "version": 1})
        if request.url.path.endswith("/publication"):
            assert request.headers["If-Match"] == '"1"'
            return httpx.Response(200, json={})
        return httpx.Response(200, content=request.url.path.encode())


@pytest.fixture
def reporting() -> Reporting:
    return Reporting()


@pytest.fixture
def client(reporting: Reporting) -> Client:
    staff = Staff(Organisation(units=(), people=(MANAGER,)), Tokens())
    return Client("http://platform", staff, transport=httpx.MockTransport(reporting))


def test_a_month_is_made_published_and_fetched_in_every_form(
    reporting: Reporting, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "monthly-qa-2024-04.html").write_text("of an earlier run")
    with Bookbinder(client, "P7", tmp_path) as binder:
        binder.order(MONTH)
        (files,) = binder.files({MONTH: {"actions_closed": 1}})
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert [file.name for file in files] == [f"monthly-qa-2025-04.{form}" for form in FORMS]
    assert [file.read_text().rpartition("/")[2] for file in files] == list(FORMS)
    assert [order["month"] for order in reporting.made] == ["2025-04"]
    assert NOTICE in reporting.made[0]["notice"]


def test_a_month_that_nobody_ordered_is_made_at_the_end(
    reporting: Reporting, client: Client, tmp_path: Path
) -> None:
    with Bookbinder(client, "P7", tmp_path) as binder:
        assert len(binder.files({MONTH: {"actions_closed": 1}})) == 1
    assert len(reporting.made) == 1


def test_a_report_that_was_made_before_all_had_arrived_is_made_again(
    reporting: Reporting, client: Client, tmp_path: Path
) -> None:
    with Bookbinder(client, "P7", tmp_path) as binder:
        binder.order(MONTH)
        binder.files({MONTH: {"actions_closed": 1}})
        reporting.closed = 2
        (files,) = binder.files({MONTH: {"actions_closed": 2}})
    assert len(reporting.made) == 2
    assert "/r2/" in files[0].read_text()
