"""Every service keeps to the OpenAPI document it publishes, whatever is sent to it (schemathesis)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import structlog
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from shared.db.database import Database
from shared.security.roles import ROLES
from shared.testing.tokens import token, verifier
from shared.web.context import EXTENSION, Edge
from tests.architecture.routes import NAMES, application, installed
from tests.servers.databases import Databases

CONFIG = SchemathesisConfig.from_path(Path(__file__).with_name("schemathesis.toml"))


def published(service: str) -> Any:
    path = f"/api/{service}/v1/openapi.json"
    return schemathesis.openapi.from_wsgi(path, application(service), config=CONFIG)


@pytest.fixture(scope="module", autouse=True)
def live(databases: Databases) -> Iterator[None]:
    """The applications were built for their documents; here they get a database behind them."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    opened: list[tuple[Flask, Edge, Database]] = []
    for service in NAMES:
        app, database = application(service), databases.make(service)
        opened.append((app, app.extensions[EXTENSION], database))
        app.extensions[EXTENSION] = Edge(installed(service), database, verifier(service))
    yield
    structlog.configure(**before)
    for app, edge, database in opened:
        app.extensions[EXTENSION] = edge
        databases.give_back(database)


@schemathesis.pytest.parametrize(**{service: published(service) for service in NAMES})
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_a_service_answers_as_its_document_says(case: Any) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token(*ROLES, areas=('*',))}"})
