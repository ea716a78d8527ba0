"""Signing in and out: whom the provider vouches for, whom the directory knows, and how long it lasts."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.portal.domain.refusals import Refused, Turned
from services.portal.domain.session import Lifetime, Person, Session
from services.portal.gateway import Caller, Names
from services.portal.gateway.apis import segment
from shared.security.roles import MACHINES, ROLES, sees_everywhere

if TYPE_CHECKING:
    from services.portal.tables import PortalWork

EVERY_AREA = "all"
NO_ROLE = (
    "Your account is known, but it has no role in Sightline. Ask your QA manager, or whoever looks after accounts in"
    " your council, to give you one."
)
NOT_KNOWN = (
    "Your account is not that of anybody in Sightline's directory, or they have left. Ask your QA manager or business"
    " support to add you."
)


class WrongRoles(ValueError):
    """``SIGHTLINE_OIDC_ROLES`` cannot be used; the message says where it is wrong."""


def role_map(file: Path | None) -> Mapping[str, str]:
    """App role of the provider -> role here. Raises: WrongRoles."""
    known = ROLES - MACHINES
    if file is None:
        return {role: role for role in known}
    try:
        document = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise WrongRoles(f"SIGHTLINE_OIDC_ROLES cannot be read: {type(error).__name__}") from error
    if not isinstance(document, dict) or not all(isinstance(value, str) for value in document.values()):
        raise WrongRoles("SIGHTLINE_OIDC_ROLES is no object of app role to role")
    if unknown := sorted(set(document.values()) - known):
        raise WrongRoles(f"SIGHTLINE_OIDC_ROLES names roles that do not exist: {', '.join(unknown)}")
    return document


def recognise(
    claims: Mapping[str, Any], *, claim: str, roles: Mapping[str, str], directory: Caller, names: Names
) -> Person:
    """The person of an ID token. Raises: Turned, where they have no role or the directory does not know them."""
    given = claims.get("roles") or []
    held = frozenset(roles[word] for word in given if isinstance(word, str) and word in roles)
    if not held:
        raise Turned(NO_ROLE)
    try:
        found = directory.get(f"/directory/v1/people/{segment(claims.get(claim, ''))}").json
    except Refused:
        raise Turned(NOT_KNOWN) from None
    if not found["active"]:
        raise Turned(NOT_KNOWN)
    return Person(
        id=found["id"],
        name=found["name"],
        roles=held,
        areas=_areas(held, found["area"], names),
        service=found["service"],
        team=found["team"],
    )


def begin(person: Person, id_token: str, uow: PortalWork, *, lifetime: Lifetime) -> tuple[str, Session]:
    """A new session and its cookie's secret; sessions that are over are forgotten."""
    secret, now = secrets.token_urlsafe(32), uow.now()
    uow.sessions.forget(idle_since=now - lifetime.idle, began_before=now - lifetime.longest)
    made = Session(
        key=key_of(secret),
        person=person,
        csrf=secrets.token_urlsafe(24),
        id_token=id_token,
        began_at=now,
        seen_at=now,
    )
    uow.sessions.add(made)
    return secret, made


def present(secret: str, uow: PortalWork, *, lifetime: Lifetime) -> Session | None:
    """The session of a cookie, kept alive by this request; None where there is none any more."""
    found = uow.sessions.find(key_of(secret))
    if found is None or lifetime.over(found, uow.now()):
        return None
    if lifetime.to_note(found, uow.now()):
        uow.sessions.note_seen(found.key, uow.now())
    return found


def key_of(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def _areas(roles: frozenset[str], area: str, names: Names) -> tuple[str, ...] | None:
    if sees_everywhere(roles):
        return None
    if area != EVERY_AREA:
        return (area,)
    return tuple(sorted(unit["code"] for unit in names.units().values() if unit["kind"] == "area"))
