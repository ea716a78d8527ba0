"""`sightline import organisation` against the directory itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from services.directory.command import ROUTE
from services.directory.main import SERVICE
from shared.db.database import Database
from shared.runtime.upload import Platform
from shared.testing.client import client
from shared.testing.tokens import token

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "organisation"


@pytest.fixture
def transport(database: Callable[..., Database]) -> httpx.WSGITransport:
    return httpx.WSGITransport(app=client(SERVICE, database("directory")).application)


@pytest.fixture
def platform() -> Platform:
    return Platform(url="http://platform", token=token("business_support"))


def test_the_example_is_taken_once_and_unchanged_after(
    platform: Platform, transport: httpx.WSGITransport
) -> None:
    files = {name: EXAMPLE / f"{name}.csv" for name in ("units", "people")}
    tried = platform.send(ROUTE, files, query={"dry_run": "true"}, transport=transport)
    first = platform.send(ROUTE, files, transport=transport)
    again = platform.send(ROUTE, files, transport=transport)
    assert tried["accepted"] == first["accepted"] == again["unchanged"] > 0
    assert (again["accepted"], again["rejected"]) == (0, [])


def test_wrong_rows_come_back_with_the_name_of_their_file(
    platform: Platform, transport: httpx.WSGITransport, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text((EXAMPLE / "people.csv").read_text().replace("team_manager", "team_manger", 1))
    files = {"units": EXAMPLE / "units.csv", "people": people}
    body = platform.send(ROUTE, files, transport=transport)
    assert body.get("accepted", 0) == 0
    assert [(one["file"], one["field"]) for one in body["rejected"]] == [("people", "roles")]
