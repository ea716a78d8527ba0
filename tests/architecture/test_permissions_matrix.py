"""Roles x routes x own area and other area, against the running application on a real database.

Nobody without a token gets past 401, nobody without the permission past 403, whatever they send; whoever has it
is judged on what they sent. What an area may see of another's records is in ``test_permissions_areas``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from shared.security.policy import roles_with
from shared.security.roles import AREAS, EVERYWHERE, ROLES
from shared.testing.client import Client
from shared.testing.tokens import token
from tests.architecture.routes import NAMES, Route, client_of, routes_of
from tests.architecture.test_permissions_areas import EVERYBODYS
from tests.servers.databases import Databases

pytestmark = pytest.mark.parametrize("service", NAMES)


@pytest.fixture(scope="module")
def clients(databases: Databases) -> Iterator[dict[str, Client]]:
    made: dict[str, Client] = {}
    opened = []

    class Clients(dict[str, Client]):
        def __missing__(self, service: str) -> Client:
            opened.append(databases.make(service))
            self[service] = client_of(service, opened[-1])
            return self[service]

    made = Clients()
    yield made
    for database in opened:
        databases.give_back(database)


def send(client: Client, route: Route, bearer: str | None) -> TestResponse:
    client.token = bearer
    body = {} if route.method in ("POST", "PUT", "PATCH") else None
    return client.open(route.path, method=route.method, json=body)


def guarded(service: str) -> list[Route]:
    return [route for route in routes_of(service) if route.permission]


def test_without_a_token_every_guarded_route_is_401(service: str, clients: dict[str, Client]) -> None:
    for route in guarded(service):
        assert send(clients[service], route, None).status_code == 401, route


def test_a_token_for_another_service_is_401(service: str, clients: dict[str, Client]) -> None:
    bearer = token("qa_manager", audience="sightline.elsewhere")
    for route in guarded(service):
        assert send(clients[service], route, bearer).status_code == 401, route


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_gets_where_the_policy_lets_it_and_nowhere_else(
    service: str, role: str, clients: dict[str, Client]
) -> None:
    for areas in ((AREAS[0],), (AREAS[1],), (), ("*",)):
        bearer = token(role, person="P0009", areas=areas)
        for route in guarded(service):
            answer = send(clients[service], route, bearer)
            allowed = role in roles_with(service, route.permission)
            if allowed:
                assert answer.status_code != 401, (str(route), role)
                assert answer.status_code < 500, (str(route), role, answer.get_data(as_text=True))
                assert not _refused_by_permission(answer), (str(route), role)
            else:
                assert answer.status_code == 403, (str(route), role)
                assert _refused_by_permission(answer), (str(route), role)
            narrowed = route.method == "GET" and route.endpoint not in EVERYBODYS
            if areas == ("*",) and role not in EVERYWHERE and narrowed:
                assert _shows_nothing(answer), (str(route), role)


def test_a_role_that_does_not_exist_gets_nowhere(service: str, clients: dict[str, Client]) -> None:
    for route in guarded(service):
        assert send(clients[service], route, token("admin", areas=("*",))).status_code == 403, route


def _refused_by_permission(answer: TestResponse) -> bool:
    body = answer.json if answer.is_json else None
    return answer.status_code == 403 and isinstance(body, dict) and body.get("rule") == "permission"


def _shows_nothing(answer: TestResponse) -> bool:
    body = answer.json if answer.is_json else None
    return answer.status_code >= 400 or not (isinstance(body, dict) and body.get("items"))
