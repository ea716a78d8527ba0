"""Who a page is for. Every page says so; one that says nothing is refused when the application is built."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, g, redirect, request

from services.portal.http import cookies
from services.portal.http.here import here, may, session, work
from services.portal.usecases import signing_in
from shared.web.permission import PERMISSION, Undeclared, declared, public

View = TypeVar("View", bound=Callable[..., Any])
SIGNED_IN = "signed in"
open_to_all = public
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def signed_in(view: View) -> View:
    """For whoever has signed in."""
    return _guarded(view, SIGNED_IN, lambda: True)


def shown_to(service: str, *permissions: str) -> Callable[[View], View]:
    """For people with one of these permissions of a service; to others it does not exist."""

    def decorate(view: View) -> View:
        told = " or ".join(f"{service}: {permission}" for permission in permissions)
        return _guarded(view, told, lambda: any(may(service, permission) for permission in permissions))

    return decorate


def register(app: Flask) -> None:
    """Raises: Undeclared, once all pages are there."""
    app.before_request(_recognise)
    app.before_request(_same_page)
    silent = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if declared(app.view_functions[rule.endpoint]) is None
    )
    if silent:
        raise Undeclared(f"pages that do not say who they are for: {', '.join(silent)}")


def _guarded(view: View, told: str, allowed: Callable[[], bool]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if session() is None:
            back = request.full_path.rstrip("?") if request.method == "GET" else "/"
            return redirect(f"/sign-in?{urlencode({'next': back})}")
        if not allowed():
            abort(404)
        return view(*args, **kwargs)

    setattr(guarded, PERMISSION, told)
    return guarded  # type: ignore[return-value]


def _recognise() -> None:
    secret = request.cookies.get(cookies.session_name())
    g.session = None
    if secret and not request.path.startswith(("/assets/", "/health/", "/metrics")):
        with work() as uow:
            g.session = signing_in.present(secret, uow, lifetime=here().lifetime)
            uow.commit()


def _same_page() -> None:
    """A form counts only when it comes from a page that this session was shown."""
    if request.method in READING or session() is None:
        return
    given = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")
    found = session()
    if found is None or not hmac.compare_digest(given.encode(), found.csrf.encode()):
        abort(403, "expired-page")
