"""The portal before the real services, each on a database of its own, all in this process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.portal.main import SERVICE, build
from shared.db.database import Database
from shared.runtime.issuers import trusted
from shared.runtime.service import services
from shared.runtime.settings import Settings, load
from shared.security.local import LocalIssuer
from shared.security.tokens import Verifier
from shared.testing.platform import Platform
from shared.web import Front, SameProcess, create_app

SITE = "http://localhost"
HIDDEN = re.compile(r'name="(csrf_token|once|version)" value="([^"]*)"')
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "organisation"


class Visitor(FlaskClient):
    """A browser without scripts: keeps cookies, follows nothing by itself."""

    page: str = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        if answer.content_type and answer.content_type.startswith("text/html"):
            self.page = answer.get_data(as_text=True)
        return answer

    def send(self, path: str, **typed: Any) -> TestResponse:
        """Send the form of the page at ``path``."""
        self.get(path)
        return self.post(path, data={**dict(HIDDEN.findall(self.page)), **typed})

    @property
    def token(self) -> str:
        return dict(HIDDEN.findall(self.page))["csrf_token"]


@dataclass
class Portal:
    """The portal of some settings, and the platform behind it."""

    app: Any
    settings: Settings
    platform: Platform
    database: Database

    def visitor(self) -> Visitor:
        return Visitor(self.app, self.app.response_class)

    def signed_in(self, role: str) -> Visitor:
        """Somebody who has signed in with the local provider."""
        visitor = self.visitor()
        went = visitor.get("/sign-in")
        there = went.location.removeprefix(SITE)
        visitor.get(there)
        password = (self.settings.keys / "local-sign-in").read_text().strip()
        back = visitor.post(there, data={"role": role, "password": password})
        assert back.status_code == 302, visitor.page
        assert visitor.get(back.location.removeprefix(SITE)).status_code == 302, visitor.page
        return visitor


class Services:
    """The APIs by path."""

    def __init__(self, databases: dict[str, Database], settings: Settings) -> None:
        self.apps = {
            name: create_app(service, databases[name], Verifier(name, trusted(settings)))
            for name, service in services().items()
            if service.front is None
        }
        self.front: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        parts = environ["PATH_INFO"].split("/", 3)
        app = self.apps[parts[2]] if parts[1] == "api" else self.front
        found: Iterable[bytes] = app(environ, start_response)
        return found


@pytest.fixture
def made(database: Callable[..., Database], tmp_path: Path) -> Callable[..., Portal]:
    """``made(SIGHTLINE_COUNCIL="X")``: a portal with these settings, before the example organisation."""

    def make(**given: str) -> Portal:
        settings = load({"SIGHTLINE_DATA": str(tmp_path), "SIGHTLINE_PUBLIC_URL": SITE, **given})
        LocalIssuer(settings.keys)
        databases = {name: database(name) for name in services()}
        behind = Services(databases, settings)
        app = build(
            Front(
                settings=settings,
                service=SERVICE,
                database=databases["portal"],
                transport=SameProcess(behind),
            )
        )
        behind.front = app
        apis = {name: one for name, one in services().items() if one.front is None}
        platform = Platform(apis.values(), databases)
        _organisation(platform)
        return Portal(app, settings, platform, databases["portal"])

    return make


@pytest.fixture
def portal(made: Callable[..., Portal]) -> Portal:
    return made(SIGHTLINE_COUNCIL="Invented Borough")


def _organisation(platform: Platform) -> None:
    """That of the example files."""
    files = {name: ((EXAMPLE / f"{name}.csv").open("rb"), f"{name}.csv") for name in ("units", "people")}
    answer = platform.client("directory", "qa_manager", person="P0007").post(
        "/imports/organisation", data=files, content_type="multipart/form-data"
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)
    platform.carry()
