"""A test client that signs its requests and gives each POST an Idempotency-Key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.db.database import Database
from shared.runtime.service import Service
from shared.testing.tokens import token, verifier
from shared.web.app import create_app


class Client(FlaskClient):
    """Adds what a well-behaved client sends; a header given by the test wins, and None leaves one out."""

    token: str | None = None
    prefix: str = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if str(kwargs.get("method", "GET")).upper() == "POST":
            headers.setdefault("Idempotency-Key", uuid4().hex)
        kwargs["headers"] = {name: value for name, value in headers.items() if value is not None}
        if (
            args
            and isinstance(args[0], str)
            and self.prefix
            and not args[0].startswith(("/api/", "/health/", "/metrics"))
        ):
            args = (self.prefix + args[0], *args[1:])
        return super().open(*args, **kwargs)

    def acting(self, *roles: str, person: str = "P0001", areas: Iterable[str] | None = None) -> Client:
        """Another client of the same application, as somebody else."""
        other = Client(self.application, self.response_wrapper, use_cookies=False)
        other.prefix = self.prefix
        other.token = token(*roles, person=person, areas=areas) if roles else None
        return other


def client(
    service: Service,
    database: Database,
    *roles: str,
    person: str = "P0001",
    areas: Iterable[str] | None = None,
) -> Client:
    """A client of a service on a migrated database. ``/actions`` means ``/api/<service>/v1/actions``.

    Without roles it has no token. ``.acting("team_manager", areas={"early-help"})`` is somebody else.
    """
    app: Flask = create_app(service, database, verifier(service.name))
    anybody = Client(app, app.response_class, use_cookies=False)
    anybody.prefix = f"/api/{service.name}/v1"
    return anybody.acting(*roles, person=person, areas=areas)
