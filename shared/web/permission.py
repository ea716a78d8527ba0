"""Every route says who may call it; a route that says nothing is refused when the application is built."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request

from shared.contracts.errors import Forbidden
from shared.security.policy import permissions_of
from shared.web.context import current, edge

View = TypeVar("View", bound=Callable[..., Any])
PERMISSION = "_permission"
PUBLIC = "_public_because"


class Undeclared(RuntimeError):
    """A route has neither ``@requires`` nor ``@public``."""


def requires(permission: str) -> Callable[[View], View]:
    """Only for people with a role that the policy grants this permission.

    Raises:
        Unauthorised: no token, or none to be trusted (401).
        Forbidden: none of the person's roles may (403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            here = edge()
            assert here.verifier is not None, "an API verifies tokens"
            who = here.verifier.principal(request.headers.get("Authorization"))
            current().principal = who
            if permission not in permissions_of(here.service.name, who.roles):
                raise Forbidden(f"None of your roles has the permission {permission}")
            return view(*args, **kwargs)

        setattr(guarded, PERMISSION, permission)
        return guarded  # type: ignore[return-value]

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """For everybody, with the reason why."""
    if not reason.strip():
        raise Undeclared("a public route says why it is public")

    def decorate(view: View) -> View:
        setattr(view, PUBLIC, reason)
        return view

    return decorate


def declared(view: Callable[..., Any]) -> str | None:
    """``permission`` or ``public: reason``; None when the view declares nothing."""
    permission = getattr(view, PERMISSION, None)
    if permission:
        return str(permission)
    reason = getattr(view, PUBLIC, None)
    return f"public: {reason}" if reason else None
