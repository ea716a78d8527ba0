"""What the pages of this process work with, and what belongs to the request at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, g

from services.portal.domain.session import Lifetime, Person, Session
from services.portal.gateway import Apis, Caller, Names, Oidc, Tokens
from shared.runtime.settings import Settings
from shared.security.policy import permissions_of
from shared.web.context import current, edge

if TYPE_CHECKING:
    from services.portal.tables import PortalWork

EXTENSION = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """One for each process."""

    settings: Settings
    apis: Apis
    tokens: Tokens
    names: Names
    oidc: Oidc
    roles: Mapping[str, str]
    lifetime: Lifetime

    @property
    def encrypted(self) -> bool:
        """Whether browsers come by https: cookies are then bound to it."""
        return self.settings.public_url.startswith("https://")

    def as_portal(self) -> Caller:
        return self.apis.with_token(self.tokens.of_portal())


def here() -> Here:
    return cast(Here, current_app.extensions[EXTENSION])


def session() -> Session | None:
    """That of the person who asks; None for nobody."""
    return cast("Session | None", g.get("session"))


def person() -> Person:
    """Who asks. Only behind a door that asks for somebody."""
    found = session()
    if found is None:
        raise RuntimeError("this page is open to all")
    return found.person


def may(service: str, permission: str) -> bool:
    found = session()
    return found is not None and permission in permissions_of(service, found.person.roles)


def api() -> Caller:
    """The services, called as the person who asks."""
    return here().apis.with_token(here().tokens.of(person()))


def name_of(id: str | None) -> str:
    return here().names.person(id)


def unit_name(code: str | None) -> str:
    return here().names.unit(code)


def work() -> PortalWork:
    """A unit of work over the portal's own database."""
    now, kind = current(), edge().service.work
    made = edge().database.work(kind, correlation_id=now.correlation_id, traceparent=now.traceparent)
    return cast("PortalWork", made)
