"""Own area and other area, with records in both: what is another area's is not there, for reading or changing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from shared.security.policy import roles_with
from tests.architecture.routes import WRITES, Route, routes_of
from tests.architecture.world import HOME, OTHER, SERVICES, World, as_form, living
from tests.servers.databases import Databases

EVERYBODYS = {
    "units.list_units": "the structure of the division is no secret",
    "units.get_unit": "the structure of the division is no secret",
    "themes.explain_theme": "a theme is the division's",
    "themes.propose_spotlight": "a theme is the division's",
    "spotlights.agree_spotlight": "a spotlight is the division's",
    "visits.get_plan": "leaders visit the whole division",
    "visits.get_history": "leaders visit the whole division",
    "visits.change_visits": "leaders visit the whole division",
    "programme.get_year": "every area has a year; what is planned and done in it is narrowed to one's own",
    "rules.get_history": "the rules are the same for the whole division",
    "rules.change_rule": "the rules are the same for the whole division",
    "units.get_unit_history": "the structure of the division is no secret",
    "reorganisations.list_reorganisations": "made ready by business support for the division",
    "reorganisations.get_reorganisation": "made ready by business support for the division",
    "reorganisations.cancel_reorganisation": "made ready by business support for the division",
    "samples.get_sample": "drawn by the QA manager for the division",
    "samples.prove_sample": "drawn by the QA manager for the division",
    "learning.get_learning": "what others can learn is for the whole division, and says not where it was",
    "learning.list_learning": "what others can learn is for the whole division, and says not where it was",
    "tools.list_tools": "the standard is the division's",
    "tools.get_tool": "the standard is the division's",
    "tools.create_tool": "the standard is the division's",
    "tools.draft_tool": "the standard is the division's",
    "tools.get_version": "the standard is the division's",
    "tools.edit_tool": "the standard is the division's",
    "tools.publish_tool": "the standard is the division's",
    "tools.retire_tool": "the standard is the division's",
    "tools.get_changes": "the standard is the division's",
    "reports.list_reports": "a board's report is about the division",
    "reports.get_report": "a board's report is about the division",
    "reports.get_document": "a board's report is about the division",
    "reports.publish_report": "a board's report is about the division",
}


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with living(databases, tmp_path_factory.mktemp("keys")) as world:
        yield world


def narrowed(service: str) -> list[Route]:
    return [
        one
        for one in routes_of(service)
        if one.operation and one.permission and one.endpoint not in EVERYBODYS
    ]


def send(world: World, route: Route, role: str, area: str) -> TestResponse:
    who = world.platform.client(route.service, role, person="P0999", areas={area})
    path = route.rule
    for name, value in world.ids.items():
        path = path.replace(f"<uuid:{name}>", value).replace(f"<string:{name}>", value)
    assert "<" not in path, f"{route} takes a record that tests/architecture/world.py does not make"
    body = world.bodies.get(route.endpoint)
    if route.method in WRITES and body is None:
        pytest.fail(f"{route.endpoint} changes a record: give it a body in tests/architecture/world.py")
    path += f"?{query}" if (query := world.queries.get(route.endpoint)) else ""
    headers = {"If-Match": '"1"'}
    if body and any(isinstance(value, bytes) for value in body.values()):
        return who.open(path, method=route.method, data=as_form(body), headers=headers)
    return who.open(path, method=route.method, json=body, headers=headers)


def items(answer: TestResponse) -> list[dict[str, Any]]:
    """What an answer lists: a page's items, figures by area, or a plain list."""
    body = answer.json if answer.is_json else None
    if isinstance(body, dict):
        return list(body.get("items", body.get("areas", [])))
    return list(body or [])


@pytest.mark.parametrize("service", SERVICES)
def test_lists_hold_the_callers_areas_and_no_other(service: str, world: World) -> None:
    for route in narrowed(service):
        if route.method != "GET" or "<" in route.rule:
            continue
        for role in sorted(roles_with(service, route.permission)):
            for area in (HOME, OTHER):
                answer = send(world, route, role, area)
                assert answer.status_code == 200, (str(route), role, answer.json)
                found = {item.get("area", area) for item in items(answer)}
                assert found <= {area, "all"}, (str(route), role, area)


@pytest.mark.parametrize("service", SERVICES)
def test_another_areas_record_is_not_there_for_any_role(service: str, world: World) -> None:
    for route in narrowed(service):
        if "<" not in route.rule:
            continue
        for role in sorted(roles_with(service, route.permission)):
            answer = send(world, route, role, OTHER)
            assert answer.status_code in (403, 404), (str(route), role, answer.status_code, answer.json)


@pytest.mark.parametrize("service", SERVICES)
def test_ones_own_areas_record_is_there(service: str, world: World) -> None:
    """Or else the test above would prove nothing: somebody who may is told no by a rule at most."""
    for route in narrowed(service):
        if "<" in route.rule and route.method == "GET":
            statuses = {
                send(world, route, role, HOME).status_code for role in roles_with(service, route.permission)
            }
            if not route.endpoint.endswith(".identify"):  # for the auditor, or the chair, alone
                assert 200 in statuses, (str(route), statuses)


def test_the_lists_are_not_empty(world: World) -> None:
    for path in ("activities/v1/activities", "actions/v1/actions", "feedback/v1/feedback"):
        for area in (HOME, OTHER):
            found = world.platform.client(path.split("/")[0], "head_of_service", areas={area}).get(
                f"/api/{path}"
            )
            assert {item["area"] for item in items(found)} == {area}, (path, area)


def test_a_count_leads_to_its_events_in_ones_own_area_alone(world: World) -> None:
    query = world.queries["trace.get_trace"]
    for area, number in ((HOME, 1), (OTHER, 0)):
        found = world.platform.client("reporting", "qa_manager", areas={area}).get(f"/trace?{query}")
        assert len(items(found)) == number
