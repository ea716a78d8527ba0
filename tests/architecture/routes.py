"""The routes of every installed service, as the tests walk them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.routing import Rule

from shared.db.database import Database
from shared.runtime.service import GROUP, Service
from shared.runtime.variables import APIS
from shared.testing.client import Client
from shared.testing.tokens import verifier
from shared.web.app import create_app
from shared.web.permission import declared

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nowhere"
NAMES = APIS
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address. ``permission`` is empty for a public one."""

    service: str
    method: str
    rule: str
    path: str
    endpoint: str
    permission: str
    reason: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def operation(self) -> bool:
        """A route of the service's own API, as against health and metrics."""
        return self.rule.startswith("/api/") and not self.rule.endswith("/openapi.json")


def installed(service: str) -> Service:
    """One service, so that another that cannot be loaded fails its own tests only."""
    (point,) = entry_points(group=GROUP, name=service)
    loaded: Service = point.load()
    return loaded


@lru_cache
def application(service: str) -> Flask:
    """The service on a database that is not there: enough for everything before the first statement."""
    return create_app(installed(service), Database(NOWHERE), verifier(service))


def routes_of(service: str) -> list[Route]:
    return sorted(_routes(service, application(service)), key=str)


def client_of(service: str, database: Database) -> Client:
    app = create_app(installed(service), database, verifier(service))
    return Client(app, app.response_class, use_cookies=False)


def _routes(service: str, app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        said = declared(app.view_functions[rule.endpoint]) or ""
        kind, _, reason = said.partition(": ")
        public = kind == "public"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(
                service=service,
                method=method,
                rule=rule.rule,
                path=_path(rule),
                endpoint=rule.endpoint,
                permission="" if public else said,
                reason=reason if public else "",
            )


def _path(rule: Rule) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        kind = type(converter).__name__
        if kind == "UUIDConverter":
            values[name] = uuid4()
        elif kind == "AnyConverter":
            values[name] = sorted(converter.items)[0]
        else:
            values[name] = 1 if kind == "IntegerConverter" else "html"
    built = rule.build(values)
    assert built is not None
    return built[1]
