"""The person or machine behind a request, as its token says."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.errors import Problem
from shared.security.roles import sees_everywhere


class Unauthorised(Problem):
    """No token, or one that cannot be trusted."""

    status = 401
    slug = "unauthorised"
    title = "Sign in first"
    headers = {"WWW-Authenticate": 'Bearer realm="sightline"'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """``areas`` is None for everywhere; an empty set sees nothing. ``person`` is an opaque id."""

    person: str
    roles: frozenset[str]
    areas: frozenset[str] | None
    issuer: str
    token_id: str = ""

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def granted_areas(roles: frozenset[str], claimed: frozenset[str]) -> frozenset[str] | None:
    """The areas of a token: ``*`` counts only for a role that sees every area, and is ignored otherwise."""
    if "*" in claimed and sees_everywhere(roles):
        return None
    return claimed - {"*"}
