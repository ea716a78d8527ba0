"""Signing in and out."""

from __future__ import annotations

import hmac
import re
from typing import Any

import structlog
from flask import Blueprint, Response, redirect, request

from services.portal.domain.refusals import Turned
from services.portal.http import cookies
from services.portal.http.doors import open_to_all, signed_in
from services.portal.http.here import here, session, work
from services.portal.http.pages import page
from services.portal.usecases import signing_in

blp = Blueprint("sign_in", __name__)
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x1f]{0,500}")
_log = structlog.get_logger(__name__)
NOBODY = "somebody who signs in is nobody yet"
AGAIN = "Signing in took too long, or was begun in another window. Start again."


@blp.get("/sign-in")
@open_to_all(NOBODY)
def start() -> Any:
    """To the provider, from the address that it comes back to."""
    settings, back = here().settings, local(request.args.get("next", ""))
    if request.host_url.rstrip("/") != settings.public_url:
        return redirect(f"{settings.public_url.rstrip('/')}{request.full_path.rstrip('?')}")
    if session() is not None:
        return redirect(back)
    begun = here().oidc.begin()
    answer = redirect(begun.url)
    cookies.keep_sign_in(
        answer,
        state=begun.state,
        nonce=begun.nonce,
        verifier=begun.verifier,
        next=back,
    )
    return answer


@blp.get("/signed-in")
@open_to_all(NOBODY)
def finish() -> Any:
    """Back from the provider: a new session for whoever it vouches for."""
    kept = cookies.sign_in_under_way()
    try:
        if not kept or not hmac.compare_digest(kept["state"], request.args.get("state", "")):
            raise Turned(AGAIN)
        if "code" not in request.args:
            raise Turned("You were not signed in. Start again, or ask your IT help desk.")
        id_token, claims = here().oidc.finish(
            request.args["code"], nonce=kept["nonce"], verifier=kept["verifier"]
        )
        found = signing_in.recognise(
            claims,
            claim=here().settings.oidc_person,
            roles=here().roles,
            directory=here().as_portal(),
            names=here().names,
        )
    except Turned as turned:
        _log.info("sign-in turned away", why=str(turned))
        sorry = page("turned-away.html", status=403, why=str(turned))
        cookies.forget_sign_in(sorry)
        return sorry
    with work() as uow:
        if old := session():
            uow.sessions.end(old.key)
        secret, _ = signing_in.begin(found, id_token, uow, lifetime=here().lifetime)
        uow.commit()
    answer = redirect(kept["next"])
    cookies.forget_sign_in(answer)
    cookies.keep_session(answer, secret)
    return answer


@blp.post("/sign-out")
@signed_in
def sign_out() -> Any:
    """Of this browser, or with ``everywhere`` of every one; and of the provider."""
    leaving = session()
    assert leaving is not None, "the door let somebody in"
    with work() as uow:
        if request.form.get("everywhere"):
            uow.sessions.end_all(leaving.person.id)
        else:
            uow.sessions.end(leaving.key)
        uow.commit()
    back = f"{here().settings.public_url.rstrip('/')}/signed-out"
    answer = redirect(here().oidc.ending(leaving.id_token, back))
    cookies.forget_session(answer)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blp.get("/signed-out")
@open_to_all("it says that nobody is signed in")
def signed_out() -> Response:
    return page("signed-out.html", idle="idle" in request.args)


@blp.get("/session")
@signed_in
def keep() -> Response:
    """Asked by a page whose reader says that they are still there."""
    return page("session.html")


def local(path: str) -> str:
    """A path of ours, or the home page: nobody is sent elsewhere."""
    return path if _LOCAL.fullmatch(path) and not path.startswith(("/sign-in", "/signed")) else "/"
