"""The feed over HTTP: what is published, for those of an area who cannot bind a queue."""

from __future__ import annotations

import pytest
from msgspec.json import decode

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit


@pytest.fixture
def system(activities: Activities) -> Client:
    return activities.acting("early-help-forms", "service_area_system", areas={"social-work"})


def test_a_system_follows_its_areas_from_page_to_page_and_finds_an_empty_one_at_the_end(
    activities: Activities, system: Client
) -> None:
    for _ in range(3):
        assert activities.auditor.post("/audits", json=audit()).status_code == 201
    first = system.get("/feed?limit=2").json
    rest = system.get(f"/feed?limit=2&after={first['next']}").json
    told = activities.column("SELECT body FROM event_log ORDER BY position")
    assert [*first["items"], *rest["items"]] == [decode(body) for body in told]
    end = system.get(f"/feed?after={rest['next']}").json
    assert end == {"items": [], "next": rest["next"]}
    assert activities.auditor.post("/audits", json=audit()).status_code == 201
    assert len(system.get(f"/feed?after={end['next']}").json["items"]) == 1


def test_another_areas_events_are_not_there(activities: Activities, system: Client) -> None:
    assert activities.auditor.post("/audits", json=audit()).status_code == 201
    elsewhere = system.acting("service_area_system", areas={"early-help"})
    assert elsewhere.get("/feed").json["items"] == []
    assert [one["area"] for one in system.get("/feed").json["items"]] == ["social-work"]


def test_a_cursor_that_is_none_of_ours_names_the_parameter(system: Client) -> None:
    answer = system.get("/feed?after=tomorrow")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["after"])


def test_an_event_in_the_feed_holds_no_child_s_identifier(activities: Activities, system: Client) -> None:
    assert activities.auditor.post("/audits", json=audit()).status_code == 201
    assert "0001234" not in system.get("/feed").text
