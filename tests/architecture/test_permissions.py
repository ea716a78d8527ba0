"""The default is no: every route says who may call it, and every permission is known to the policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.security.page import page
from shared.security.policy import POLICY, permissions_of, roles_with
from shared.security.roles import ROLES
from tests.architecture.routes import NAMES, routes_of

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
PUBLIC = {"/health/live", "/health/ready", "/metrics", "/openapi.json", "/notifications/v1/mailbox"}


@pytest.mark.parametrize("service", NAMES)
def test_every_route_declares_a_permission_or_why_it_is_public(service: str) -> None:
    for route in routes_of(service):
        assert bool(route.permission) != bool(route.reason), route


@pytest.mark.parametrize("service", NAMES)
def test_no_write_and_no_more_than_the_known_routes_are_public(service: str) -> None:
    """A new public route is a decision: it is added here with open eyes."""
    for route in routes_of(service):
        if route.reason:
            assert route.method == "GET", route
            assert any(route.rule.endswith(known) for known in PUBLIC), route


@pytest.mark.parametrize("service", NAMES)
def test_every_permission_is_granted_to_somebody_and_used_by_a_route(service: str) -> None:
    declared = {route.permission for route in routes_of(service) if route.permission}
    ungranted = {permission for permission in declared if not roles_with(service, permission)}
    assert not ungranted, "declared on a route, and nobody may: add them to shared/security/policy.py"
    inside = {permission for permission in POLICY[service] if permission.endswith("-others")}
    unused = POLICY[service].keys() - declared - inside
    assert not unused, "in the policy, and on no route"


def test_the_policy_names_only_roles_of_the_framework() -> None:
    for service, policy in POLICY.items():
        for permission, roles in policy.items():
            noun, _, verb = permission.partition(":")
            assert noun, f"{service}: {permission}"
            assert verb, f"{service}: {permission}"
            assert roles <= ROLES, f"{service}: {permission}"


@pytest.mark.parametrize("service", NAMES)
def test_an_unknown_role_and_no_role_may_nothing(service: str) -> None:
    assert permissions_of(service, frozenset()) == frozenset()
    assert permissions_of(service, frozenset({"admin", "root", "*", ""})) == frozenset()


def test_an_unknown_service_grants_nothing() -> None:
    assert permissions_of("governance", ROLES) == frozenset()
    assert roles_with("actions", "actions:destroy") == frozenset()


def test_the_page_that_people_read_is_the_policy() -> None:
    assert PAGE.read_text() == page(), "run: python -m shared.security.page > docs/access.md"
